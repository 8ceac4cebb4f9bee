/** How often something is asked for a sign of life. */
const BEAT_MS = 1000
/** Unanswered beats in a row after which it is dead; on a busy machine the first work of a model takes seconds. */
const MOST_MISSED = 8

/**
 * Notices that something that works elsewhere (a worker, an audio worklet) has died without a word. It counts beats instead of time, so
 * that a page that sleeps takes nobody for dead.
 */
export class Heartbeat {
  readonly #onBeat: () => boolean
  readonly #onDead: () => void
  #timer: ReturnType<typeof setInterval> | null = null
  #missed = 0

  /** @param onBeat asks for a sign of life; false: none can be expected now. @param onDead called once. */
  constructor(onBeat: () => boolean, onDead: () => void) {
    this.#onBeat = onBeat
    this.#onDead = onDead
  }

  start(): void {
    this.#missed = 0
    this.#timer ??= setInterval(() => this.#beat(), BEAT_MS)
  }

  /** There was a sign of life. */
  heard(): void {
    this.#missed = 0
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  #beat(): void {
    if (this.#missed >= MOST_MISSED) {
      this.stop()
      return this.#onDead()
    }
    this.#missed = this.#onBeat() ? this.#missed + 1 : 0
  }
}
