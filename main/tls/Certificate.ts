import { X509Certificate } from 'node:crypto'
import { fingerprints } from './fingerprints.ts'

/** What a host shows to those who connect. */
export interface Certificate {
  /** PEM. */
  readonly key: string
  /** PEM; the host's own certificate first, those of its authorities behind it. */
  readonly cert: string
  /** Of the public key, as links and pins carry it. */
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** @throws where the text holds no certificate. */
export function readCertificate(key: string, cert: string): Certificate {
  const read = new X509Certificate(cert)
  return { key, cert, fingerprint: fingerprints(read), expiresAt: Date.parse(read.validTo) }
}
