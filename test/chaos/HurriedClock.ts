const TICK_MS = 5

interface Due {
  readonly at: number
  readonly run: () => void
}

/**
 * Time that passes faster than it is, for those who only wait. It passes in ticks: where the computer is too busy for
 * them it slows down, so that a wait never ends sooner than what it waits for could have come.
 */
export class HurriedClock {
  /** How many times as fast it goes. */
  haste = 1
  #now = 0
  readonly #due = new Set<Due>()
  readonly #timer: NodeJS.Timeout

  constructor() {
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  /** Milliseconds since it was made. */
  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const due = { at: this.#now + ms, run }
    this.#due.add(due)
    return () => this.#due.delete(due)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    this.#now += TICK_MS * this.haste
    for (const due of [...this.#due].toSorted((one, other) => one.at - other.at)) {
      if (due.at > this.#now) break
      if (this.#due.delete(due)) due.run()
    }
  }
}
