import type { Rate } from '../../protocol/method.ts'

/** Keys between two looks for those that need not be remembered any more. */
const SWEEP_EVERY = 1000

/**
 * A bucket per key that may be overdrawn: what comes too often is not refused but told to wait its time, the longer
 * the more has come before it. It goes as deep below zero as it is high, so that nobody waits for ever.
 */
export class Pace {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()
  #sweepAt = SWEEP_EVERY

  /** @param now monotonic milliseconds. */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate
    this.#now = now
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  /** Takes one, or so many. @returns the milliseconds after which it is due; 0 for at once. */
  take(key: string, amount = 1): number {
    const tokens = Math.max(-this.#rate.burst, this.#tokens(key) - amount)
    this.#buckets.set(key, { tokens, at: this.#now() })
    if (this.#buckets.size >= this.#sweepAt) this.#sweep()
    return tokens >= 0 ? 0 : Math.ceil((-tokens / this.#rate.perSecond) * 1000)
  }

  #tokens(key: string): number {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return this.#rate.burst
    const since = ((this.#now() - bucket.at) / 1000) * this.#rate.perSecond
    return Math.min(this.#rate.burst, bucket.tokens + since)
  }

  /** A full bucket is as good as none. Without this, ever new addresses would be remembered for ever. */
  #sweep(): void {
    for (const key of [...this.#buckets.keys()])
      if (this.#tokens(key) >= this.#rate.burst) this.#buckets.delete(key)
    this.#sweepAt = this.#buckets.size + SWEEP_EVERY
  }
}
