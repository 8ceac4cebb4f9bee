import type { Rate } from '../../protocol/method.ts'

/** A token bucket per method, for one session. */
export class RateLimiter {
  readonly #buckets = new Map<string, { tokens: number; at: number }>()
  readonly #now: () => number

  /** @param now monotonic milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Takes one call. Returns 0, or the milliseconds after which a next try may succeed. */
  take(method: string, { burst, perSecond }: Rate): number {
    const now = this.#now()
    const bucket = this.#buckets.get(method) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
    const allowed = tokens >= 1
    this.#buckets.set(method, { tokens: allowed ? tokens - 1 : tokens, at: now })
    return allowed ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000)
  }
}
