/** So many places on the whole, and so many of them for each key, such as an address. */
export class SlotQuota {
  readonly #most: number
  readonly #mostPerKey: number
  readonly #perKey = new Map<string, number>()
  #taken = 0

  constructor(most: number, mostPerKey: number) {
    this.#most = most
    this.#mostPerKey = mostPerKey
  }

  /**
   * Takes a place.
   *
   * @param key null: counts on the whole alone.
   * @returns what gives it back, to be called once; null where there is none.
   */
  take(key: string | null): (() => void) | null {
    const forKey = key === null ? 0 : (this.#perKey.get(key) ?? 0)
    if (this.#taken >= this.#most || forKey >= this.#mostPerKey) return null
    this.#taken += 1
    if (key !== null) this.#perKey.set(key, forKey + 1)
    return () => this.#giveBack(key)
  }

  #giveBack(key: string | null): void {
    this.#taken -= 1
    if (key === null) return
    const left = (this.#perKey.get(key) ?? 1) - 1
    if (left === 0) this.#perKey.delete(key)
    else this.#perKey.set(key, left)
  }
}
