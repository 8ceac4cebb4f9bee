import type { App } from 'electron'

/**
 * Chromium fetches dictionaries for its spell checker from a server of its makers as soon as there is a session, whatever
 * the windows want. To be called before the app is ready: the first session begins with the fetch.
 */
export function blockDictionaryDownloads(app: App): void {
  app.on('session-created', (session) => {
    session.setSpellCheckerEnabled(false)
    // What has begun already goes no further than to this computer.
    session.setSpellCheckerDictionaryDownloadURL('https://127.0.0.1:1/')
  })
}
