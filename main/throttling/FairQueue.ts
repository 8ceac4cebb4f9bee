/** What waits, in a line per key; the lines take turns, so that a long one makes nobody else wait. */
export class FairQueue<T> {
  /** In the order of their turns. None is empty. */
  readonly #lines = new Map<string, Set<T>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(key: string, item: T): void {
    const line = this.#lines.get(key) ?? new Set()
    this.#lines.set(key, line.add(item))
    this.#size += 1
  }

  /** Takes out whose turn it is; undefined where nobody waits. */
  next(): T | undefined {
    for (const [key, line] of this.#lines)
      for (const item of line) {
        this.#lines.delete(key)
        line.delete(item)
        if (line.size > 0) this.#lines.set(key, line)
        this.#size -= 1
        return item
      }
    return undefined
  }

  /** Takes out who no longer waits. Somebody who is not there (any more) is no error. */
  remove(key: string, item: T): void {
    const line = this.#lines.get(key)
    if (line?.delete(item) !== true) return
    this.#size -= 1
    if (line.size === 0) this.#lines.delete(key)
  }
}
