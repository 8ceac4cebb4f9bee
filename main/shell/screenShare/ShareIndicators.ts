import { type BrowserWindow, type Display, type Rectangle, screen } from 'electron'
import { SHARE_BAR_SIZE } from '../../../protocol/ipc/shareBar.ts'
import { DisplayBorder } from './DisplayBorder.ts'

/** Between the display's upper edge and the bar: below the frame, and below a notch. */
const BAR_GAP = 12

export interface ShareIndicatorsOptions {
  /** Which display a source shows, as the system numbers it; null for a window, or where nobody knows. */
  readonly displayOf: (source: string) => number | null
  /** Where the app's own window is; null once it is gone. */
  readonly ownBounds: () => Rectangle | null
}

/**
 * What reminds a person of a share, on the screen itself: a frame around each display that others see, and the bar that
 * ends it. Both are there for as long as something is shared, and gone with the page that shares it.
 */
export class ShareIndicators {
  readonly #options: ShareIndicatorsOptions
  readonly #frames = new Map<number, DisplayBorder>()
  #sources: readonly string[] = []
  #bar: BrowserWindow | null = null

  constructor(options: ShareIndicatorsOptions) {
    this.#options = options
    const moved = () => {
      this.show(this.#sources)
      this.#placeBar()
    }
    screen.on('display-added', moved)
    screen.on('display-removed', moved)
    screen.on('display-metrics-changed', moved)
  }

  /** Windows of ours that nobody wants to share, as the system names them. */
  get mediaSourceIds(): string[] {
    const bar = this.#bar === null || this.#bar.isDestroyed() ? [] : [this.#bar.getMediaSourceId()]
    return [...bar, ...[...this.#frames.values()].map((frame) => frame.mediaSourceId)]
  }

  /** @param sources everything that is shared now, by the ids of `screens.list`. */
  show(sources: readonly string[]): void {
    const ended = this.#sources.length > 0 && sources.length === 0
    this.#sources = sources
    const shared = this.#sharedDisplays()
    for (const [id, frame] of this.#frames) {
      if (shared.some((display) => display.id === id)) continue
      frame.close()
      this.#frames.delete(id)
    }
    for (const { id, bounds } of shared) {
      const frame = this.#frames.get(id)
      if (frame === undefined) this.#frames.set(id, new DisplayBorder(bounds))
      else frame.place(bounds)
    }
    // The page opens the bar a moment before it tells what is shared.
    // The page closes it itself: a window that both ends close at once can leave the page hanging.
    if (ended) this.#openBar?.hide()
    else this.#sizeBar()
  }

  /** The page has opened the bar. */
  adopt(bar: BrowserWindow): void {
    this.#closeBar()
    this.#bar = bar
    bar.setAlwaysOnTop(true, 'screen-saver')
    bar.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
    bar.setContentProtection(true)
    this.#placeBar()
    bar.showInactive()
    bar.once('closed', () => {
      if (this.#bar === bar) this.#bar = null
    })
  }

  /** The page is gone, and with it whatever it shared. */
  clear(): void {
    this.show([])
    this.#closeBar()
  }

  #sharedDisplays(): Display[] {
    const ids = this.#sources.map((source) => this.#options.displayOf(source))
    return screen.getAllDisplays().filter(({ id }) => ids.includes(id))
  }

  get #barHeight(): number {
    return SHARE_BAR_SIZE.rowHeight * Math.max(1, this.#sources.length)
  }

  /** Where the person has moved it to, it stays. */
  #sizeBar(): void {
    const bar = this.#openBar
    if (bar === null) return
    const bounds = bar.getBounds()
    if (bounds.height !== this.#barHeight) bar.setBounds({ ...bounds, height: this.#barHeight })
  }

  /** In the middle above what is shared; above our own window where that is another one. */
  #placeBar(): void {
    const bar = this.#openBar
    if (bar === null) return
    const own = this.#options.ownBounds()
    const { workArea } =
      this.#sharedDisplays()[0] ?? (own ? screen.getDisplayMatching(own) : screen.getPrimaryDisplay())
    const { width } = SHARE_BAR_SIZE
    bar.setBounds({
      x: Math.round(workArea.x + (workArea.width - width) / 2),
      y: workArea.y + BAR_GAP,
      width,
      height: this.#barHeight,
    })
  }

  get #openBar(): BrowserWindow | null {
    return this.#bar === null || this.#bar.isDestroyed() ? null : this.#bar
  }

  #closeBar(): void {
    this.#openBar?.destroy()
    this.#bar = null
  }
}
