import type { StoreApi } from 'zustand/vanilla'
import { captureScreen, type NoScreen, recapture } from './captureScreen.ts'
import { shareSlots } from './shareSlots.ts'
import type { LocalMediaState, LocalShare, ShareId, ShareStyle } from './localMediaState.ts'

/** How asking for a screen ended. `full`: as much is sent as one person may send. */
export type ShareAnswer = 'started' | 'full' | NoScreen

/** Our shares: several screens and windows at once, each with a style of its own. */
export class LocalShares {
  readonly #store: StoreApi<LocalMediaState>
  #begun = 0

  constructor(store: StoreApi<LocalMediaState>) {
    this.#store = store
  }

  /** Asks what to share and adds it to what is shared. Never throws. */
  async start({ sound }: { readonly sound: boolean }): Promise<ShareAnswer> {
    const before = this.#store.getState()
    const free = shareSlots(before.shares)
    if (free === 0) return 'full'
    const style = before.settings.shareStyle
    const captured = await captureScreen(style, { sound: sound && free > 1 })
    if (typeof captured === 'string') return captured
    this.#begun += 1
    const share: LocalShare = { ...captured, id: `share ${this.#begun}`, style }
    // The browser's own bar, or the window that was shared, may end it without us.
    captured.picture.onended = () => this.stop(share.id)
    const { shares } = this.#store.getState()
    this.#store.setState({ shares: [...shares, share] })
    return 'started'
  }

  /** @param id null: all. */
  stop(id: ShareId | null): void {
    const { shares } = this.#store.getState()
    const ended = shares.filter((share) => id === null || share.id === id)
    if (ended.length === 0) return
    for (const { picture, sound } of ended) {
      picture.stop()
      sound?.stop()
    }
    this.#store.setState({ shares: shares.filter((share) => !ended.includes(share)) })
  }

  /** Goes on without the computer's sound. */
  dropSound(id: ShareId | null): void {
    const { shares } = this.#store.getState()
    const share = shares.find((one) => one.id === id)
    share?.sound?.stop()
    if (share !== undefined)
      this.#store.setState({ shares: shares.map((one) => (one === share ? { ...share, sound: null } : one)) })
  }

  restyle(id: ShareId, style: ShareStyle): void {
    const { shares } = this.#store.getState()
    const share = shares.find((one) => one.id === id)
    if (share === undefined || share.style === style) return
    void recapture(share.picture, style)
    this.#store.setState({ shares: shares.map((one) => (one === share ? { ...share, style } : one)) })
  }
}
