import { isIP } from 'node:net'
import { connect, getCACertificates, rootCertificates } from 'node:tls'
import { fingerprintOf } from './fingerprint.ts'
import type { HostAddress } from './hostAddress.ts'

export interface PresentedCertificate {
  readonly fingerprint: string
  /** The certificate is right for this hostname and was signed by an authority that this computer trusts. */
  readonly authorized: boolean
}

/** A host on the same network answers within milliseconds; a busy Wi-Fi may take a second or two. */
const TIMEOUT_MS = 5000

/** The authorities that come with Node, and those that an administrator added to the system where Node can tell. */
function authorities(): string[] {
  // Missing in Electron 33 (Node 20).
  const ofTheSystem = typeof getCACertificates === 'function' ? getCACertificates('system') : []
  return [...rootCertificates, ...ofTheSystem]
}

/**
 * Looks which certificate a host shows, without sending it anything.
 *
 * @returns null when nobody answers with TLS within five seconds.
 */
export function presentedCertificate(
  address: HostAddress,
  timeoutMs = TIMEOUT_MS,
): Promise<PresentedCertificate | null> {
  return new Promise((resolve) => {
    const socket = connect({
      host: address.hostname,
      port: address.port,
      // Names an address must not be sent as (RFC 6066 §3).
      ...(isIP(address.hostname) === 0 ? { servername: address.hostname } : {}),
      ca: authorities(),
      // The point is to look at certificates that no authority signed. Nothing is ever sent over this socket.
      rejectUnauthorized: false,
    })
    const timer = setTimeout(() => end(null), timeoutMs)
    function end(answer: PresentedCertificate | null): void {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    socket.once('error', () => end(null))
    socket.once('close', () => end(null))
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      end(
        certificate === undefined
          ? null
          : { fingerprint: fingerprintOf(certificate), authorized: socket.authorized },
      )
    })
  })
}
