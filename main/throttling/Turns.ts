import { FairQueue } from './FairQueue.ts'

/** Milliseconds of work between two looks at the network: short beside what a person notices. */
const SLICE_MS = 5

/**
 * Work that comes in from outside, as long as it takes: what fits into a slice of time is done at once, and the rest waits in
 * a line for each key, which take turns. However much one of them asks for, another waits for a few slices.
 */
export class Turns {
  readonly #waiting = new FairQueue<() => void>()
  readonly #now: () => number
  #spentMs = 0
  #next: NodeJS.Immediate | undefined

  /** @param now monotonic milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Does the work when its turn has come: in the order in which a key has brought it. */
  run(key: string, work: () => void): void {
    if (this.#waiting.size > 0 || this.#spentMs >= SLICE_MS) this.#waiting.add(key, work)
    else this.#do(work)
    this.#next ??= setImmediate(() => this.#drain())
  }

  #drain(): void {
    this.#next = undefined
    this.#spentMs = 0
    try {
      while (this.#spentMs < SLICE_MS) {
        const work = this.#waiting.next()
        if (work === undefined) return
        this.#do(work)
      }
    } finally {
      if (this.#waiting.size > 0) this.#next ??= setImmediate(() => this.#drain())
    }
  }

  #do(work: () => void): void {
    const startedAt = this.#now()
    try {
      work()
    } finally {
      this.#spentMs += this.#now() - startedAt
    }
  }
}
