import { createHash, type X509Certificate } from 'node:crypto'

/**
 * What links, QR codes, announcements and pins carry: SHA-256 of the public key (its SubjectPublicKeyInfo, DER) in
 * base64url without padding. It is the key's and not the certificate's, so that a renewed certificate is the same host.
 */
export function fingerprints(certificate: X509Certificate): string {
  return digest(certificate.publicKey.export({ type: 'spki', format: 'der' }))
}

/** SHA-256 of the whole certificate, in the same spelling: what links and pins carried before. */
export function certificateFingerprint(certificate: X509Certificate): string {
  return digest(certificate.raw)
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url')
}
