import type { App, Session } from 'electron'
import { keyOfPem } from './keyOfPem.ts'
import type { PinStore } from './PinStore.ts'

/** Electron's words for "this certificate is fine" and "decide as you would without me". */
const ACCEPT = 0
const AS_CHROMIUM_SAYS = -3

/**
 * Lets the page connect to hosts whose key is pinned, whatever else their certificate says; every other certificate is judged by Chromium.
 *
 * Both doors are needed. Chromium keeps what the verify procedure answered for half an hour and offers no way to
 * forget it (electron#41448), so a host that was refused once would stay refused after the person pinned it.
 * `certificate-error` is asked anew on every connection that Chromium would refuse.
 */
export function verifyCertificates(app: App, session: Session, pins: PinStore): void {
  acceptPinned(session, pins)
  app.on('certificate-error', (event, _contents, url, _error, certificate, callback) => {
    event.preventDefault()
    callback(URL.canParse(url) && isPinned(pins, new URL(url).hostname, certificate.data))
  })
}

/** The first door alone: the second is one for all sessions of the app. */
export function acceptPinned(session: Session, pins: PinStore): void {
  session.setCertificateVerifyProc((request, callback) => {
    callback(isPinned(pins, request.hostname, request.certificate.data) ? ACCEPT : AS_CHROMIUM_SAYS)
  })
}

function isPinned(pins: PinStore, hostname: string, pem: string): boolean {
  const fingerprint = keyOfPem(pem)
  return fingerprint !== null && pins.isPinned(hostname, fingerprint)
}
