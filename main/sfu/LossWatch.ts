/** Shares (0 to 1) of lost packets at which large pictures cannot be sent any more, and can be again. */
const HEAVY = 0.18
const LIGHT = 0.08
/** The worker's figure is one of the last 2.4 s, and rises past that within one. */
const LOOK_MS = 500
const LOOK_AGAIN_MS = 200

export interface LossWatchOptions {
  /** The share of what a client sends that gets lost on its way here (0 to 1); null while it sends no pictures. */
  readonly lost: () => Promise<number | null>
  /** Told when so much gets lost that only small pictures get through, and when that is over. */
  readonly onChange: (heavy: boolean) => void
}

/**
 * Notices that much of what a client sends gets lost. Its browser then sends one size after the other no longer, the
 * largest first, while the worker waits 1.5 s before it believes that, and then for a picture that can be decoded by itself,
 * of a size that may end meanwhile as well.
 */
export class LossWatch {
  readonly #options: LossWatchOptions
  #timer: NodeJS.Timeout | undefined
  #heavy = false
  #closed = false

  constructor(options: LossWatchOptions) {
    this.#options = options
    this.#lookAfter(LOOK_MS)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #lookAfter(ms: number): void {
    // A worker that has died has nothing to count; its sessions are closed by those who notice that.
    this.#timer = setTimeout(() => void this.#look().catch(() => undefined), ms)
  }

  async #look(): Promise<void> {
    const lost = (await this.#options.lost()) ?? 0
    if (this.#closed) return
    const heavy = lost >= (this.#heavy ? LIGHT : HEAVY)
    const changed = heavy !== this.#heavy
    this.#heavy = heavy
    this.#lookAfter(lost > 0 ? LOOK_AGAIN_MS : LOOK_MS)
    if (changed) this.#options.onChange(heavy)
  }
}
