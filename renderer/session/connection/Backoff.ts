const FIRST_MS = 200
const BASE_MS = 1000
const LONGEST_MS = 30_000

/**
 * When to try again: almost at once, then after 1, 2, 4 … 30 seconds, each shortened by chance to half at most,
 * so that a room full of people does not come back in the same instant.
 */
export class Backoff {
  readonly #random: () => number
  #tries = 0

  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  /** Milliseconds until the next try. @param hintMs when the host has said that trying may succeed. */
  next(hintMs: number | null = null): number {
    // Never earlier than said, and not everybody at once.
    if (hintMs !== null) return hintMs * (1 + this.#random() / 4)
    const full = this.#tries === 0 ? FIRST_MS : Math.min(LONGEST_MS, BASE_MS * 2 ** (this.#tries - 1))
    this.#tries += 1
    return full * (0.5 + this.#random() / 2)
  }

  reset(): void {
    this.#tries = 0
  }
}
