export interface SharesOptions<T> {
  readonly most: number
  readonly mostPerKey: number
  /** Whether what has a place may lose it to somebody with fewer of them. */
  readonly yields: (item: T) => boolean
  /** Whether a key may take a place from one for which this does not hold, however few that has. */
  readonly isFirst?: (key: string) => boolean
}

/**
 * So many places on the whole, and so many of them for each key, such as a network. Where the whole is taken, the key with the most
 * places gives up its newest one to a key that has fewer: a flood from a few networks keeps nobody out, and one from however many
 * does not keep out those who come first.
 */
export class Shares<T> {
  readonly #options: SharesOptions<T>
  /** In the order of their coming. None is empty. */
  readonly #places = new Map<string, Set<T>>()
  #taken = 0

  constructor(options: SharesOptions<T>) {
    this.#options = options
  }

  /**
   * Takes a place.
   *
   * @param key null: counts on the whole alone.
   * @param reserve places beyond the whole, for those who are to find one in any case.
   * @returns whether there was one, and who has lost one for it.
   */
  take(key: string | null, item: T, reserve = 0): { readonly granted: boolean; readonly lost: T | null } {
    const { most, mostPerKey } = this.#options
    const own = key === null ? 0 : (this.#places.get(key)?.size ?? 0)
    if (key !== null && own >= mostPerKey) return { granted: false, lost: null }
    const lost = this.#taken < most + reserve ? null : this.#toLose(key, own + 1)
    if (lost !== null) this.giveBack(lost.key, lost.item)
    if (this.#taken >= most + reserve) return { granted: false, lost: null }
    this.give(key, item)
    return { granted: true, lost: lost?.item ?? null }
  }

  /** Gives a place whatever the numbers, for somebody who leaves another one in the same moment. */
  give(key: string | null, item: T): void {
    this.#taken += 1
    if (key !== null) this.#places.set(key, (this.#places.get(key) ?? new Set()).add(item))
  }

  /** Somebody who has no place (any more) is no error; without a key it is to be called once. */
  giveBack(key: string | null, item: T): void {
    if (key === null) {
      this.#taken -= 1
      return
    }
    const items = this.#places.get(key)
    if (items?.delete(item) !== true) return
    this.#taken -= 1
    if (items.size === 0) this.#places.delete(key)
  }

  /**
   * The newest place that may be lost, of the key with the most; null where none has more than so many. For a key that comes first,
   * the others' places are looked at before, whatever their number.
   */
  #toLose(taker: string | null, than: number): { readonly key: string; readonly item: T } | null {
    const { yields, isFirst } = this.#options
    const comesFirst = taker !== null && isFirst?.(taker) === true
    let found: { key: string; item: T; rank: number } | null = null
    for (const [key, items] of this.#places) {
      const isBehind = comesFirst && isFirst?.(key) === false
      const rank = items.size + (isBehind ? this.#options.most : 0)
      if ((!isBehind && items.size <= than) || rank <= (found?.rank ?? 0)) continue
      const item = [...items].findLast((one) => yields(one))
      if (item !== undefined) found = { key, item, rank }
    }
    return found
  }
}
