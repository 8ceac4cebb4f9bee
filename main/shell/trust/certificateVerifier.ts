import type { App, Session } from 'electron'
import { fingerprintFromChromium } from './fingerprint.ts'
import type { PinStore } from './PinStore.ts'

/** Electron's words for "this certificate is fine" and "decide as you would without me". */
const ACCEPT = 0
const AS_CHROMIUM_SAYS = -3

/**
 * Lets the page connect to hosts whose certificate is pinned; every other certificate is judged by Chromium.
 *
 * Both doors are needed. Chromium keeps what the verify procedure answered for half an hour and offers no way to
 * forget it (electron#41448), so a host that was refused once would stay refused after the person pinned it.
 * `certificate-error` is asked anew on every connection that Chromium would refuse.
 */
export function verifyCertificates(app: App, session: Session, pins: PinStore): void {
  const isPinned = (hostname: string, chromiumFingerprint: string): boolean => {
    const fingerprint = fingerprintFromChromium(chromiumFingerprint)
    return fingerprint !== null && pins.isPinned(hostname, fingerprint)
  }
  session.setCertificateVerifyProc((request, callback) => {
    callback(isPinned(request.hostname, request.certificate.fingerprint) ? ACCEPT : AS_CHROMIUM_SAYS)
  })
  app.on('certificate-error', (event, _contents, url, _error, certificate, callback) => {
    event.preventDefault()
    callback(URL.canParse(url) && isPinned(new URL(url).hostname, certificate.fingerprint))
  })
}
