import { X509Certificate } from 'node:crypto'
import { keyFingerprint } from '../../tls/keyFingerprint.ts'

/**
 * The fingerprint of the key in a certificate as Chromium hands it over.
 *
 * @returns null for what cannot be read as one: it matches no pin.
 */
export function keyOfPem(pem: string): string | null {
  try {
    return keyFingerprint(new X509Certificate(pem))
  } catch {
    return null
  }
}
