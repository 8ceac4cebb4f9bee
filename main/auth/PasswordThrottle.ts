export interface PasswordThrottleOptions {
  /** Wrong tries without a wait. */
  readonly free: number
  /** Milliseconds of the first wait; each further one is twice as long. */
  readonly waitMs: number
  readonly longestWaitMs: number
  /** Milliseconds without a try after which nothing is remembered. */
  readonly forgetMs: number
}

interface Tries {
  count: number
  lastAt: number
  openAt: number
}

/** Keys between two looks for those that need not be remembered any more. */
const SWEEP_EVERY = 1000

/** Makes whoever guesses passwords wait, the longer the more tries were wrong. Keys know nothing of each other. */
export class PasswordThrottle {
  readonly #options: PasswordThrottleOptions
  readonly #now: () => number
  readonly #tries = new Map<string, Tries>()
  #sweepAt = SWEEP_EVERY

  /** @param now monotonic milliseconds. */
  constructor(options: PasswordThrottleOptions, now: () => number = () => performance.now()) {
    this.#options = options
    this.#now = now
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#tries.size
  }

  /** The milliseconds after which a key may try again; 0: now. */
  wait(key: string): number {
    const tries = this.#of(key)
    return tries === undefined ? 0 : Math.max(0, Math.ceil(tries.openAt - this.#now()))
  }

  /**
   * Counts a try before its outcome is known, so that many at once count as many.
   *
   * @returns what takes it back, to be called once where the password was right.
   */
  count(key: string): () => void {
    const { free, waitMs, longestWaitMs } = this.#options
    const now = this.#now()
    const { count: before, openAt: openBefore } = this.#of(key) ?? { count: 0, openAt: now }
    const count = before + 1
    const openAt = count < free ? now : now + Math.min(longestWaitMs, waitMs * 2 ** (count - free))
    this.#tries.set(key, { count, lastAt: now, openAt })
    if (this.#tries.size >= this.#sweepAt) this.#sweep()
    return () => {
      const tries = this.#of(key)
      if (tries === undefined) return
      tries.count -= 1
      if (tries.openAt === openAt) tries.openAt = openBefore
    }
  }

  /** The password was right: nothing is held against this key any more. */
  forgive(key: string): void {
    this.#tries.delete(key)
  }

  #of(key: string): Tries | undefined {
    const tries = this.#tries.get(key)
    if (tries === undefined || this.#now() - tries.lastAt < this.#options.forgetMs) return tries
    this.#tries.delete(key)
    return undefined
  }

  #sweep(): void {
    for (const key of [...this.#tries.keys()]) this.#of(key)
    this.#sweepAt = this.#tries.size + SWEEP_EVERY
  }
}
