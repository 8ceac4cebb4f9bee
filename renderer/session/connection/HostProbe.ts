import type { Environment } from './Environment.ts'

/** The mean of the pauses is three quarters of it. */
const LONGEST_PAUSE_MS = 500
/** The same at first: a host that has died is started again at once, and answers after half a second. */
const FIRST_PAUSE_MS = 150
const FIRST_MS = 2000

/**
 * While the connection is broken, asks two or three times a second whether the host answers again, and in the first two
 * seconds eight times, so that what was missed is there soon. That costs one small request of HTTP: a WebSocket tried as
 * often would be slowed down by the browser itself after a dozen failures, by seconds.
 */
export class HostProbe {
  readonly #url: string
  readonly #surroundings: Environment
  readonly #onBack: () => void
  #stop: (() => void) | null = null
  #failed = false
  #closed = false
  readonly #sinceMs: number

  /** @param onBack called whenever the host answers after it did not. What fails for other reasons has its own time. */
  constructor(base: string, surroundings: Environment, onBack: () => void) {
    this.#url = new URL('health', base).href
    this.#surroundings = surroundings
    this.#onBack = onBack
    this.#sinceMs = surroundings.now()
    this.#askLater()
  }

  close(): void {
    this.#closed = true
    this.#stop?.()
  }

  #askLater(): void {
    const early = this.#surroundings.now() - this.#sinceMs < FIRST_MS
    const pauseMs = (early ? FIRST_PAUSE_MS : LONGEST_PAUSE_MS) * (0.5 + this.#surroundings.random() / 2)
    this.#stop = this.#surroundings.after(pauseMs, () => void this.#ask())
  }

  async #ask(): Promise<void> {
    const answered = await this.#surroundings.answers(this.#url)
    if (this.#closed) return
    const back = answered && this.#failed
    this.#failed = !answered
    this.#askLater()
    if (back) this.#onBack()
  }
}
