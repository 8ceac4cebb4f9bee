import { X509Certificate } from 'node:crypto'
import { fingerprints } from '../../tls/fingerprints.ts'

/**
 * The fingerprint of the key in a certificate as Chromium hands it over.
 *
 * @returns null for what cannot be read as one: it matches no pin.
 */
export function pemFingerprint(pem: string): string | null {
  try {
    return fingerprints(new X509Certificate(pem))
  } catch {
    return null
  }
}
