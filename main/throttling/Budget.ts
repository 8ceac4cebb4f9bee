import type { Rate } from '../../protocol/method.ts'

/** Keys between two looks for those that need not be remembered any more. */
const SWEEP_EVERY = 1000

/** A bucket per key for things of different sizes, such as texts. */
export class Budget {
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

  /** The milliseconds after which a key can afford so much; 0: now. What is more than all of it, a full bucket affords. */
  wait(key: string, amount: number): number {
    const missing = Math.min(amount, this.#rate.burst) - this.#tokens(key)
    return missing <= 0 ? 0 : Math.ceil((missing / this.#rate.perSecond) * 1000)
  }

  spend(key: string, amount: number): void {
    this.#buckets.set(key, { tokens: this.#tokens(key) - amount, at: this.#now() })
    if (this.#buckets.size >= this.#sweepAt) this.#sweep()
  }

  #tokens(key: string): number {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return this.#rate.burst
    const since = ((this.#now() - bucket.at) / 1000) * this.#rate.perSecond
    return Math.min(this.#rate.burst, bucket.tokens + since)
  }

  /** A full bucket is as good as none. */
  #sweep(): void {
    for (const key of [...this.#buckets.keys()])
      if (this.#tokens(key) >= this.#rate.burst) this.#buckets.delete(key)
    this.#sweepAt = this.#buckets.size + SWEEP_EVERY
  }
}
