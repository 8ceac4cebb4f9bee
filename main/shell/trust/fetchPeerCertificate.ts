import { isIP } from 'node:net'
import tls from 'node:tls'
import { certificateFingerprint, fingerprints } from '../../tls/fingerprints.ts'
import type { HostOrigin } from './hostOrigin.ts'

export interface PresentedCertificate {
  /** Of the host's public key: what is pinned. */
  readonly fingerprint: string
  /** Of the certificate itself, which links and pins carried before: it too tells that key from all others. */
  readonly certificate: string
  /** The certificate is right for this hostname and was signed by an authority that this computer trusts. */
  readonly authorized: boolean
}

export interface LookOptions {
  /** A host on the same network answers within milliseconds; a busy Wi-Fi may take a second or two. */
  readonly timeoutMs?: number
  /** PEM certificates of the authorities to believe, instead of those of Node and of the system. */
  readonly authorities?: readonly string[]
  /** Gives up the look. */
  readonly signal?: AbortSignal
}

/** The authorities that come with Node, and those that an administrator added to the system where Node can tell. */
function knownAuthorities(): readonly string[] {
  // Missing in Electron 33 (Node 20), which is why it is not imported by name.
  const ofTheSystem = typeof tls.getCACertificates === 'function' ? tls.getCACertificates('system') : []
  return [...tls.rootCertificates, ...ofTheSystem]
}

/** Reading a few hundred certificates takes a moment, so it is done once. */
let knownContext: tls.SecureContext | null = null

function contextFor(authorities: readonly string[] | undefined): tls.SecureContext {
  if (authorities !== undefined) return tls.createSecureContext({ ca: [...authorities] })
  knownContext ??= tls.createSecureContext({ ca: [...knownAuthorities()] })
  return knownContext
}

/**
 * Looks which certificate a host shows, without sending it anything.
 *
 * @returns null when nobody answers with TLS in time (five seconds).
 */
export function fetchPeerCertificate(
  address: HostOrigin,
  options: LookOptions = {},
): Promise<PresentedCertificate | null> {
  return new Promise((resolve) => {
    const socket = tls.connect({
      host: address.hostname,
      port: address.port,
      // An address must not be sent as a name (RFC 6066 §3).
      ...(isIP(address.hostname) === 0 ? { servername: address.hostname } : {}),
      secureContext: contextFor(options.authorities),
      // The point is to look at certificates that no authority signed. Nothing is ever sent over this socket.
      rejectUnauthorized: false,
    })
    const timer = setTimeout(() => end(null), options.timeoutMs ?? 5000)
    const giveUp = () => end(null)
    options.signal?.addEventListener('abort', giveUp)
    function end(answer: PresentedCertificate | null): void {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', giveUp)
      socket.destroy()
      resolve(answer)
    }
    // Stays after the end: an error of a socket that nobody listens to would end the app.
    socket.on('error', () => end(null))
    socket.once('close', () => end(null))
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      if (certificate === undefined) return end(null)
      end({
        fingerprint: fingerprints(certificate),
        certificate: certificateFingerprint(certificate),
        authorized: socket.authorized,
      })
    })
  })
}
