import { limits } from '../../protocol/limits.ts'
import { FairQueue } from '../signaling/FairQueue.ts'

/**
 * The setting up of media: so much at once, for the media worker does one thing at a time, and what it is asked all
 * at once keeps it from forwarding sound. The rest waits, addresses taking turns; one who joins has one place in it.
 */
export class SetupQueue {
  readonly #waiting = new FairQueue<() => void>()
  readonly #later: (() => void)[] = []
  #running = 0

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
      this.#handOver()
    }
  }

  /** Does what can wait: it begins when nothing is being set up, and one after another. */
  async runLater<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running > 0) await new Promise<void>((begin) => this.#later.push(begin))
    else this.#running += 1
    try {
      return await work()
    } finally {
      this.#handOver()
    }
  }

  #handOver(): void {
    const next = this.#waiting.next() ?? (this.#running === 1 ? this.#later.shift() : undefined)
    if (next === undefined) this.#running -= 1
    else next()
  }
}
