import { X509Certificate } from 'node:crypto'
import type { Certificate } from './Certificate.ts'

/** What a person can compare of a certificate. */
export function describeCertificate({ cert, fingerprint, expiresAt }: Certificate) {
  const read = new X509Certificate(cert)
  const selfSigned = read.issuer === read.subject && read.verify(read.publicKey)
  return { fingerprint, certificate: read.fingerprint256, expiresAt, selfSigned }
}
