/** Shares (0 to 1) of lost packets at which large pictures cannot be sent any more, and can be again. */
const HEAVY = 0.18
const LIGHT = 0.08
/** What is lost without a bad line, beside a call in good order. */
const SOME = 0.02

/**
 * How much of what somebody sends gets lost: next to nothing; so much that what is sent again gets lost as well now and then;
 * so much that only small pictures get through.
 */
export type Loss = 'none' | 'some' | 'heavy'

/** The worker's figure is one of the last 2.4 s, and rises past that within one. */
const LOOK_MS = 500
const LOOK_AGAIN_MS = 200

export interface LossWatchOptions {
  /** The share of what a client sends that gets lost on its way here (0 to 1); null while it sends no pictures. */
  readonly lost: () => Promise<number | null>
  readonly onChange: (loss: Loss) => void
}

/**
 * Notices that much of what a client sends gets lost. Its browser then sends one size after the other no longer, the
 * largest first, while the worker waits 1.5 s before it believes that, and then for a picture that can be decoded by itself,
 * of a size that may end meanwhile as well.
 */
export class LossWatch {
  readonly #options: LossWatchOptions
  #timer: NodeJS.Timeout | undefined
  #loss: Loss = 'none'
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
    const loss = lossOf(lost, this.#loss)
    const changed = loss !== this.#loss
    this.#loss = loss
    this.#lookAfter(lost > 0 ? LOOK_AGAIN_MS : LOOK_MS)
    if (changed) this.#options.onChange(loss)
  }
}

function lossOf(lost: number, before: Loss): Loss {
  if (lost >= (before === 'heavy' ? LIGHT : HEAVY)) return 'heavy'
  return lost >= SOME ? 'some' : 'none'
}
