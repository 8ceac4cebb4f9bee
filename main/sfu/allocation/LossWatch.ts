/** Shares (0 to 1) of lost packets at which large pictures cannot be sent any more, and can be again. */
export interface HeavyLoss {
  readonly from: number
  readonly until: number
}
/** A worker asks for what it misses again and again, within a few milliseconds of each other. */
export const TOO_MUCH_FROM_CLIENT: HeavyLoss = { from: 0.18, until: 0.08 }
/** Browsers that only receive ask every tenth of a second: of a large picture, something is always missing sooner. */
export const TOO_MUCH_TO_CLIENT: HeavyLoss = { from: 0.14, until: 0.08 }
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

/** So long a way is looked at that somebody suspects, at least. */
const SUSPECT_MS = 3000

/** What goes over a way between a client and us, one direction of it. */
export interface Traffic {
  /** The share that gets lost (0 to 1). */
  readonly lost: number
  /** What arrives, in bits per second. */
  readonly bitrate: number
}

export interface LossWatchOptions {
  /** Null while nothing goes over it. */
  readonly traffic: () => Promise<Traffic | null>
  /** @param carried what went over it before anything got lost, in bits per second; 0: that was never looked at. */
  readonly onChange: (loss: Loss, carried: number) => void
  /** From when on it is heavy. */
  readonly heavy: HeavyLoss
  /** Whether only to look while there is a suspicion; looking at hundreds who only receive would cost too much. */
  readonly onSuspicion?: boolean
  /** Told when it cannot be looked, the first time in a row. It is tried again. */
  readonly onFailed: (error: unknown) => void
}

/**
 * Notices that much of what a client sends, or is sent, gets lost. Where it sends, its browser then sends one size after the
 * other no longer, the largest first, while the worker waits 1.5 s before it believes that, and then for a picture that can
 * be decoded by itself, of a size that may end meanwhile as well.
 */
export class LossWatch {
  readonly #options: LossWatchOptions
  #timer: NodeJS.Timeout | undefined
  #loss: Loss = 'none'
  #carried = 0
  #until: number
  #looking = false
  #failing = false
  #closed = false

  constructor(options: LossWatchOptions) {
    this.#options = options
    this.#until = options.onSuspicion === true ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    if (options.onSuspicion !== true) this.#lookAfter(LOOK_MS)
  }

  /** Something seems to get lost: it is looked at now, and for as long as that is so. */
  suspect(): void {
    this.#until = Math.max(this.#until, performance.now() + SUSPECT_MS)
    if (this.#looking || this.#closed) return
    this.#lookAfter(0)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #lookAfter(ms: number): void {
    clearTimeout(this.#timer)
    this.#looking = true
    const failed = (error: unknown) => {
      if (this.#closed) return
      if (!this.#failing) this.#options.onFailed(error)
      this.#failing = true
      this.#lookAfter(LOOK_MS)
    }
    this.#timer = setTimeout(() => void this.#look().catch(failed), ms)
  }

  async #look(): Promise<void> {
    const { lost, bitrate } = (await this.#options.traffic()) ?? { lost: 0, bitrate: 0 }
    if (this.#closed) return
    this.#failing = false
    const loss = lossOf(lost, this.#loss, this.#options.heavy)
    const changed = loss !== this.#loss
    this.#loss = loss
    if (loss === 'none') this.#carried = bitrate
    this.#looking = loss !== 'none' || performance.now() < this.#until
    if (this.#looking) this.#lookAfter(lost > 0 ? LOOK_AGAIN_MS : LOOK_MS)
    if (changed) this.#options.onChange(loss, this.#carried)
  }
}

function lossOf(lost: number, before: Loss, { from, until }: HeavyLoss): Loss {
  if (lost >= (before === 'heavy' ? until : from)) return 'heavy'
  return lost >= SOME ? 'some' : 'none'
}
