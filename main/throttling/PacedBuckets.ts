import { Buckets } from './Buckets.ts'

/**
 * Slows down by key what comes too often: it is not refused but told to wait its time, the longer the more has come before
 * it. A bucket goes as deep below zero as it is high, so that nobody waits for ever.
 */
export class PacedBuckets extends Buckets {
  /** Takes one, or so many. @returns the milliseconds after which it is due; 0 for at once. */
  take(key: string, amount = 1): number {
    const tokens = Math.max(-this.rate.burst, this.tokens(key) - amount)
    this.set(key, tokens)
    return this.msFor(-tokens)
  }
}
