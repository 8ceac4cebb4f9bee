import { BrowserWindow, nativeTheme, type Session, session } from 'electron'
import type { PinStore } from '../trust/PinStore.ts'
import { acceptPinned } from '../trust/certificateVerifier.ts'
import { isCallPermission } from '../permissions.ts'
import { windowBackground } from '../window/windowBackground.ts'

export interface HostPagesOptions {
  readonly pins: PinStore
  /** Answers the pages' permission questions, as that of the app's own window does. */
  readonly guard: (session: Session, isGranted: (permission: string, requester: string) => boolean) => void
}

/**
 * Windows with the page of a host itself, for hosts whose version the app does not speak. They know nothing of the app: no
 * preload, storage of their own that goes with the window, nothing reached but this one host, and that only with the key
 * that is pinned for it.
 */
export class HostPages {
  readonly #options: HostPagesOptions
  readonly #windows = new Set<BrowserWindow>()
  #opened = 0

  constructor(options: HostPagesOptions) {
    this.#options = options
  }

  /** @param url of a page on a host that was trusted before. @throws where it cannot be loaded. */
  async open(url: URL): Promise<void> {
    this.#opened += 1
    const own = session.fromPartition(`host-page-${this.#opened}`)
    this.#confine(own, url)
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
        backgroundThrottling: false,
      },
    })
    this.#windows.add(window)
    window.once('closed', () => this.#windows.delete(window))
    await window.loadURL(url.href)
  }

  /** The app's own window is gone. */
  close(): void {
    for (const window of this.#windows) window.close()
  }

  #confine(own: Session, { origin, host }: URL): void {
    const { pins, guard } = this.#options
    acceptPinned(own, pins)
    guard(own, (permission, requester) => isCallPermission(permission) && originOf(requester) === origin)
    own.setDisplayMediaRequestHandler((_request, callback) => callback({}))
    own.webRequest.onBeforeRequest(({ url }, callback) => {
      const { protocol, host: asked } = new URL(url)
      const within = protocol === 'blob:' || protocol === 'data:' || asked === host
      callback({ cancel: !within })
    })
  }
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null
}
