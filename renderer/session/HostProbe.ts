import type { Surroundings } from './Surroundings.ts'

/** The mean of the pauses is three quarters of it. */
const LONGEST_PAUSE_MS = 500

/**
 * While the connection is broken, asks two or three times a second whether the host answers again, so that what was missed is
 * there within a second. That costs one small request of HTTP: a WebSocket tried as often would be slowed down by the browser itself after a dozen failures, by seconds.
 */
export class HostProbe {
  readonly #url: string
  readonly #surroundings: Surroundings
  readonly #onBack: () => void
  #stop: (() => void) | null = null
  #failed = false
  #closed = false

  /** @param onBack called whenever the host answers after it did not. What fails for other reasons has its own time. */
  constructor(base: string, surroundings: Surroundings, onBack: () => void) {
    this.#url = new URL('health', base).href
    this.#surroundings = surroundings
    this.#onBack = onBack
    this.#askLater()
  }

  close(): void {
    this.#closed = true
    this.#stop?.()
  }

  #askLater(): void {
    const pauseMs = LONGEST_PAUSE_MS * (0.5 + this.#surroundings.random() / 2)
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
