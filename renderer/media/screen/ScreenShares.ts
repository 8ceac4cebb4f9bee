import type { StoreApi } from 'zustand/vanilla'
import type { CaptureScope } from '../devices/CaptureScope.ts'
import { captureScreen, type NoScreen, recapture } from './captureScreen.ts'
import type { DeviceChange } from '../devices/deviceChanges.ts'
import { freeShareTracks } from './freeShareTracks.ts'
import type { ShareStyle } from './shareStyle.ts'
import type { LocalMediaState, LocalShare, ShareId } from '../localMediaState.ts'

/** How asking for a screen ended. `full`: as much is sent as one person may send. `asking`: one is being chosen already. */
export type ShareAnswer = 'started' | 'full' | 'asking' | NoScreen

export type ShareNews = Extract<DeviceChange, { kind: 'shareEnded' | 'sharePaused' }>

/** Our shares: several screens and windows at once, each with a style of its own. */
export class ScreenShares {
  readonly #store: StoreApi<LocalMediaState>
  readonly #scope: CaptureScope
  readonly #onNews: (news: ShareNews) => void
  #begun = 0
  #asking = false

  constructor(store: StoreApi<LocalMediaState>, scope: CaptureScope, onNews: (news: ShareNews) => void) {
    this.#store = store
    this.#scope = scope
    this.#onNews = onNews
  }

  /** Asks what to share and adds it to what is shared. Never throws. */
  async start({ sound }: { readonly sound: boolean }): Promise<ShareAnswer> {
    if (this.#asking) return 'asking'
    if (freeShareTracks(this.#store.getState().shares) === 0) return 'full'
    this.#asking = true
    try {
      return await this.#ask(sound)
    } finally {
      this.#asking = false
    }
  }

  async #ask(soundWanted: boolean): Promise<ShareAnswer> {
    const before = this.#store.getState()
    const style = before.settings.shareStyle
    const sound = soundWanted && freeShareTracks(before.shares) > 1
    const captured = await captureScreen(this.#scope, style, { sound })
    if (typeof captured === 'string') return captured
    const { shares } = this.#store.getState()
    // Choosing takes its time, and something else may have begun meanwhile.
    const free = freeShareTracks(shares)
    if (free < 2) captured.sound?.stop()
    if (free === 0) {
      captured.picture.stop()
      return 'full'
    }
    this.#begun += 1
    const kept = free < 2 ? null : captured.sound
    const share: LocalShare = { ...captured, sound: kept, id: `share ${this.#begun}`, style }
    // The browser's own bar, or the window that was shared, may end it without us.
    const { picture } = captured
    picture.onended = () => {
      this.#onNews({ kind: 'shareEnded', label: picture.label })
      this.stop(share.id)
    }
    picture.onmute = () => this.#pause(share.id, true)
    picture.onunmute = () => this.#pause(share.id, false)
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

  #pause(id: ShareId, paused: boolean): void {
    const { shares } = this.#store.getState()
    const share = shares.find((one) => one.id === id)
    if (share === undefined || (share.paused ?? false) === paused) return
    this.#store.setState({ shares: shares.map((one) => (one === share ? { ...share, paused } : one)) })
    if (paused) this.#onNews({ kind: 'sharePaused', label: share.picture.label })
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
