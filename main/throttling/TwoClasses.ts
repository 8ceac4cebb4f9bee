import { FairQueue } from './FairQueue.ts'

/** While both classes wait, every fourth turn is the second's: it waits longer, but not for ever. */
const SECOND_EVERY = 4

/** What waits in two classes, each a {@link FairQueue}. The first is served first, and the second is never starved. */
export class TwoClasses<T> {
  readonly #first = new FairQueue<T>()
  readonly #second = new FairQueue<T>()
  #turn = 0

  get size(): number {
    return this.#first.size + this.#second.size
  }

  add(isFirst: boolean, key: string, item: T): void {
    if (isFirst) this.#first.add(key, item)
    else this.#second.add(key, item)
  }

  /** Takes out whose turn it is; undefined where nobody waits. */
  next(): T | undefined {
    if (this.#first.size === 0) return this.#second.next()
    if (this.#second.size === 0) return this.#first.next()
    this.#turn = (this.#turn + 1) % SECOND_EVERY
    return this.#turn === 0 ? this.#second.next() : this.#first.next()
  }

  /** Takes out who no longer waits. Somebody who is not there (any more) is no error. */
  remove(key: string, item: T): void {
    this.#first.remove(key, item)
    this.#second.remove(key, item)
  }
}
