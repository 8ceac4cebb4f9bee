/** Who is waited for: so many on the whole and of one network. Those who have been away longest give way. */
export class DetachedSessions<T> {
  readonly #most: number
  readonly #mostPerNetwork: number
  /** In the order of their going. */
  readonly #networks = new Map<T, string>()

  constructor(most: number, mostPerNetwork: number) {
    this.#most = most
    this.#mostPerNetwork = mostPerNetwork
  }

  /**
   * @param network null where it is not known: counts on the whole alone.
   * @returns for whom there is no place any more; they are taken out already.
   */
  add(item: T, network: string | null): readonly T[] {
    this.#networks.set(item, network ?? '')
    const all = [...this.#networks]
    const same = all.filter(([, other]) => network !== null && other === network)
    const tooMany = new Set([
      ...same.slice(0, Math.max(0, same.length - this.#mostPerNetwork)),
      ...all.slice(0, Math.max(0, all.length - this.#most)),
    ])
    const giveWay = [...tooMany].map(([one]) => one)
    for (const one of giveWay) this.#networks.delete(one)
    return giveWay
  }

  /** Somebody who is not there (any more) is no error. */
  remove(item: T): void {
    this.#networks.delete(item)
  }
}
