import { createHash, type X509Certificate } from 'node:crypto'

/** The fingerprint that links and pins carry: SHA-256 of the certificate's DER in base64url without padding. */
export function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('base64url')
}

/**
 * The same from Chromium's spelling, `sha256/<base64>`.
 *
 * @returns null when it is spelled in a way that we do not know: such a certificate matches no pin.
 */
export function fingerprintFromChromium(text: string): string | null {
  const base64 = /^sha256\/([A-Za-z0-9+/]{43})=$/.exec(text)?.[1]
  return base64 === undefined ? null : base64.replaceAll('+', '-').replaceAll('/', '_')
}
