import { BrowserWindow, type Rectangle } from 'electron'
import { borderStrips } from './borderStrips.ts'

/** Pixels of the screen: seen from the corner of the eye, and hardly anything is below it. */
const WIDTH = 4

/** In the accent of both themes, between them: it lies on whatever the display shows. */
const PAGE = `data:text/html,${encodeURIComponent(
  `<!doctype html><title>Hearth</title><style>
  body { margin: 0; background: transparent }
  div { position: fixed; inset: 0; box-sizing: border-box; border: ${WIDTH}px solid #d9651d }
</style><div></div>`,
)}`

/** A frame around a display that is shared, above everything and out of the way of every click. */
export class DisplayBorder {
  readonly #window: BrowserWindow

  constructor(bounds: Rectangle) {
    this.#window = new BrowserWindow({
      ...bounds,
      show: false,
      frame: false,
      transparent: true,
      hasShadow: false,
      focusable: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      resizable: false,
      movable: false,
      fullscreenable: false,
      enableLargerThanScreen: true,
      webPreferences: { sandbox: true, javascript: false, devTools: false },
    })
    this.#window.setAlwaysOnTop(true, 'screen-saver')
    this.#window.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: true,
      skipTransformProcessType: true,
    })
    this.#window.setIgnoreMouseEvents(true)
    // Others see the screen without it, where the system can do that.
    this.#window.setContentProtection(true)
    this.place(bounds)
    // It may be closed while it loads.
    this.#window.loadURL(PAGE).catch(() => undefined)
    this.#window.showInactive()
  }

  /** As the system names it among what can be shared. */
  get mediaSourceId(): string {
    return this.#window.getMediaSourceId()
  }

  place(bounds: Rectangle): void {
    this.#window.setBounds(bounds)
    // Without a compositor, a transparent window is a black one: on Linux there is no middle at all.
    if (process.platform === 'linux') this.#window.setShape(borderStrips(bounds, WIDTH))
  }

  close(): void {
    if (!this.#window.isDestroyed()) this.#window.destroy()
  }
}
