import type { App, Session } from 'electron'
import { hostOrigin, hostnameOf } from './hostOrigin.ts'
import { pemFingerprint } from './pemFingerprint.ts'
import type { PinStore } from './PinStore.ts'

/** Electron's words for "this certificate is fine", "it is not", and "decide as you would without me". */
const ACCEPT = 0
const REFUSE = -2
const AS_CHROMIUM_SAYS = -3
/** Chromium's "no authority that I know": the refusal about which `certificate-error` is asked. */
const ASK = -202

/**
 * Decides by key where the app knows which one a host has, and leaves every other certificate to Chromium. A key that
 * is not the known one is refused whoever signed its certificate.
 *
 * Both doors are needed. The verify procedure also sees certificates that Chromium likes, but knows no port, and what it
 * answers is kept for half an hour without a way to forget it (electron#41448). So it only passes the question on.
 * `certificate-error` is asked anew on each connection, with the whole address.
 */
export function verifyCertificates(app: App, session: Session, pins: PinStore): void {
  session.setCertificateVerifyProc(({ hostname }, callback) => {
    callback(pins.concerns(hostname) ? ASK : AS_CHROMIUM_SAYS)
  })
  app.on('certificate-error', (event, contents, url, _error, certificate, callback) => {
    event.preventDefault()
    const address = hostOrigin(url)
    const key = pemFingerprint(certificate.data)
    callback(contents.session === session && address !== null && key !== null && pins.accepts(address, key))
  })
}

/** Lets a session of its own connect to one host with one key, and to nobody else. */
export function acceptOnly(session: Session, hostname: string, key: string): void {
  session.setCertificateVerifyProc((request, callback) => {
    const right =
      hostnameOf(request.hostname) === hostname && pemFingerprint(request.certificate.data) === key
    callback(right ? ACCEPT : REFUSE)
  })
}
