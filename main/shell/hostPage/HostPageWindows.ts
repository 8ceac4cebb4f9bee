import { app, BrowserWindow, dialog, nativeTheme, session } from 'electron'
import type { Log } from '../log.ts'
import { guardPermissions } from '../page/guardPermissions.ts'
import { acceptOnly } from '../trust/verifyCertificates.ts'
import { hostOrigin } from '../trust/hostOrigin.ts'
import type { PinStore } from '../trust/PinStore.ts'
import { windowBackground } from '../window/windowBackground.ts'
import { confineToHost } from './confineToHost.ts'
import { DeviceConsent } from './DeviceConsent.ts'
import { ALLOW, deviceQuestion } from './deviceQuestion.ts'
import { guardHostPage } from './guardHostPage.ts'

/**
 * Windows with the page of a host itself, for hosts whose version the app does not speak. A stranger wrote these pages, so
 * they inherit nothing of the app: no preload, storage of their own that goes with the window, nothing reached but this
 * one host, and that only with the key that was checked; no camera or microphone before the person has said so.
 */
export class HostPageWindows {
  readonly #pins: PinStore
  readonly #log: Log
  readonly #windows = new Set<BrowserWindow>()
  #opened = 0

  constructor(pins: PinStore, log: Log) {
    this.#pins = pins
    this.#log = log
  }

  /** @param url of a page on a host that was checked before. @throws where it was not, or cannot be loaded. */
  async open(url: URL): Promise<void> {
    const address = hostOrigin(url.href)
    const key = address && this.#pins.expectedKey(address)
    if (address === null || key === null) throw new Error('nothing is known of this host')
    this.#opened += 1
    const own = session.fromPartition(`host-page-${this.#opened}`)
    acceptOnly(own, address.hostname, key)
    own.setDisplayMediaRequestHandler((_request, callback) => callback({}))
    const window = new BrowserWindow({
      title: url.host,
      width: 1120,
      height: 760,
      minWidth: 360,
      minHeight: 560,
      autoHideMenuBar: true,
      backgroundColor: windowBackground(nativeTheme.shouldUseDarkColors),
      webPreferences: {
        session: own,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: !app.isPackaged,
        backgroundThrottling: false,
      },
    })
    this.#windows.add(window)
    // A page that asks before it is closed would keep its window open without a word.
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
    window.once('closed', () => this.#windows.delete(window))
    const consent = new DeviceConsent(url.origin, async (devices) => {
      if (window.isDestroyed()) return false
      const { response } = await dialog.showMessageBox(window, deviceQuestion(url.host, devices))
      return response === ALLOW
    })
    guardPermissions(own, consent)
    guardHostPage(window.webContents, this.#log)
    // Whose page it is stands in the title, whatever the page calls itself.
    window.on('page-title-updated', (event) => event.preventDefault())
    const release = await confineToHost(own, window.webContents, url)
    if (window.isDestroyed()) return release()
    window.once('closed', release)
    await window.loadURL(url.href)
  }

  /** The app's own window is gone. */
  close(): void {
    for (const window of this.#windows) window.close()
  }
}
