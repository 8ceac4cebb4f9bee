import type { Rate } from '../../protocol/wire/method.ts'

/** Keys between two sweeps for those that need not be remembered any more. */
const SWEEP_EVERY = 1000

/** A token bucket per key, full at first. What it means to be empty, or overdrawn, is up to whoever takes from it. */
export class Buckets {
  readonly rate: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()
  #sweepAt = SWEEP_EVERY

  /** @param now monotonic milliseconds. */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.rate = rate
    this.#now = now
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  tokens(key: string): number {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return this.rate.burst
    const since = ((this.#now() - bucket.at) / 1000) * this.rate.perSecond
    return Math.min(this.rate.burst, bucket.tokens + since)
  }

  set(key: string, tokens: number): void {
    this.#buckets.set(key, { tokens, at: this.#now() })
    if (this.#buckets.size >= this.#sweepAt) this.#sweep()
  }

  /** Milliseconds until so many tokens have come; 0 where none are missing. */
  msFor(missing: number): number {
    return missing <= 0 ? 0 : Math.ceil((missing / this.rate.perSecond) * 1000)
  }

  /** A full bucket is as good as none. Without this, ever new addresses would be remembered for ever. */
  #sweep(): void {
    for (const key of [...this.#buckets.keys()])
      if (this.tokens(key) >= this.rate.burst) this.#buckets.delete(key)
    this.#sweepAt = this.#buckets.size + SWEEP_EVERY
  }
}
