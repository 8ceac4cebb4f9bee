/** Whoever sends at all sends something every 400 ms: so much is sent of a pause in speech. */
const LOOK_MS = 1000
/** While it is silent, the end of the silence is looked for more often: a picture waits for it. */
const LOOK_AGAIN_MS = 100
/** No session lives on for longer than this without a connection. */
const LOOK_AGAIN_FOR_MS = 150_000

export interface SilenceWatchOptions {
  /** Bytes that have come in so far; null while nothing is expected to. */
  readonly received: () => Promise<number | null>
  /** Told when nothing comes in any more, and when something does again. */
  readonly onChange: (silent: boolean) => void
  /** Told when it cannot be looked, the first time in a row. It is tried again. */
  readonly onFailed: (error: unknown) => void
}

/**
 * Notices within two seconds that nothing comes in any more from a client that sends: so much sooner than a heartbeat
 * that others can be told why a picture stands still.
 */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions
  #timer: NodeJS.Timeout | undefined
  #received: number | null = null
  #silentSince: number | null = null
  #failing = false
  #closed = false

  constructor(options: SilenceWatchOptions) {
    this.#options = options
    this.#lookLater()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #lookLater(): void {
    const hunting = this.#silentSince !== null && performance.now() - this.#silentSince < LOOK_AGAIN_FOR_MS
    const failed = (error: unknown) => {
      if (this.#closed) return
      if (!this.#failing) this.#options.onFailed(error)
      this.#failing = true
      this.#lookLater()
    }
    this.#timer = setTimeout(() => void this.#look().catch(failed), hunting ? LOOK_AGAIN_MS : LOOK_MS)
  }

  async #look(): Promise<void> {
    const received = await this.#options.received()
    if (this.#closed) return
    this.#failing = false
    const silent = received !== null && received === this.#received
    this.#received = received
    const changed = silent !== (this.#silentSince !== null)
    if (changed) this.#silentSince = silent ? performance.now() : null
    this.#lookLater()
    if (changed) this.#options.onChange(silent)
  }
}
