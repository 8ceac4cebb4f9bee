/** As the browser itself makes them. */
const CERTIFICATE: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }

/**
 * A certificate for our ends of a host's transports, made before there are any. Null where the browser cannot make one, or
 * does not tell its fingerprint. Never rejects.
 */
export async function dtlsCertificate(): Promise<RTCCertificate | null> {
  try {
    const certificate = await RTCPeerConnection.generateCertificate(CERTIFICATE)
    return certificate.getFingerprints === undefined ? null : certificate
  } catch {
    return null
  }
}
