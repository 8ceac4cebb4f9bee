import { limits } from '../../../../protocol/limits.ts'
import { FairQueue } from '../../../throttling/FairQueue.ts'

/** Whoever comes in needs this computer, and that of everybody who is to see it, for the moments that follow as well. */
const CALM_MS = 3000
/** Where people keep coming, what can wait waits no longer than this. */
const PATIENCE_MS = 20_000

interface Later {
  readonly begin: () => void
  /** When it begins at the latest, by `performance.now`. */
  readonly due: number
}

/**
 * The setting up of media: so much at once, for the media worker does one thing at a time, and what it is asked all
 * at once keeps it from forwarding sound. The rest waits, addresses taking turns; one who joins has one place in it.
 */
export class MediaSetupQueue {
  readonly #waiting = new FairQueue<() => void>()
  readonly #later: Later[] = []
  #running = 0
  #setUpAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  /**
   * Does the work when its turn has come. There is no bound but that of those who may ask: a client's media work runs
   * one after another.
   *
   * @param key the client's network.
   */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#running < limits.setupsAtOnce) this.#running += 1
    // Whoever is done hands the place over.
    else await new Promise<void>((begin) => this.#waiting.add(key, begin))
    try {
      return await work()
    } finally {
      this.#setUpAt = performance.now()
      this.#handOver()
    }
  }

  /** Does what can wait: one after another, and it begins when nothing has been set up for {@link CALM_MS}. */
  async runLater<T>(work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#later.push({ begin, due: performance.now() + PATIENCE_MS })
      this.#beginLater()
    })
    try {
      return await work()
    } finally {
      this.#handOver()
    }
  }

  #handOver(): void {
    const next = this.#waiting.next()
    if (next !== undefined) return next()
    this.#running -= 1
    this.#beginLater()
  }

  #beginLater(): void {
    clearTimeout(this.#timer)
    const [first] = this.#later
    if (first === undefined || this.#running > 0) return
    const waitMs = Math.min(this.#setUpAt + CALM_MS, first.due) - performance.now()
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.#beginLater(), waitMs).unref()
      return
    }
    this.#later.shift()
    this.#running += 1
    first.begin()
  }
}
