import { RateLimiter } from '../throttling/RateLimiter.ts'

export interface RefusalLog {
  warn(details: { readonly times: number }, text: string): void
}

/** Whoever knocks in vain may do so as often as they like: the log tells the first few, then one a minute. */
const RATE = { burst: 5, perSecond: 1 / 60 }

/** Tells the log what was refused and how often, without who it was. */
export class Refusals {
  readonly #log: RefusalLog
  readonly #rates = new RateLimiter()
  /** Those that were not told yet, by their reason. */
  readonly #untold = new Map<string, number>()

  constructor(log: RefusalLog) {
    this.#log = log
  }

  /** @param reason one of a few texts, not one from outside. */
  note(reason: string): void {
    const times = (this.#untold.get(reason) ?? 0) + 1
    this.#untold.set(reason, times)
    if (this.#rates.take(reason, RATE) > 0) return
    this.#untold.delete(reason)
    this.#log.warn({ times }, reason)
  }
}
