import type { Rate } from '../../protocol/wire/method.ts'
import { Budget } from './Budget.ts'

/** A token bucket per method, for one session. */
export class RateLimiter {
  readonly #budgets = new Map<string, Budget>()
  readonly #now: () => number

  /** @param now monotonic milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Takes one call. Returns 0, or the milliseconds after which a next try may succeed. */
  take(method: string, rate: Rate): number {
    const budget = this.#budgets.get(method) ?? new Budget(rate, this.#now)
    this.#budgets.set(method, budget)
    const retryAfterMs = budget.wait(method, 1)
    if (retryAfterMs === 0) budget.spend(method, 1)
    return retryAfterMs
  }
}
