import { Buckets } from './Buckets.ts'

/** Limits by key what comes in different sizes, such as texts: it is asked first, and taken only where all of it is there. */
export class Budget extends Buckets {
  /** The milliseconds after which a key can afford so much; 0: now. What is more than all of it, a full bucket affords. */
  wait(key: string, amount: number): number {
    return this.msFor(Math.min(amount, this.rate.burst) - this.tokens(key))
  }

  spend(key: string, amount: number): void {
    this.set(key, this.tokens(key) - amount)
  }
}
