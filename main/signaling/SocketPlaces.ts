import { limits } from '../../protocol/limits.ts'

/** The places for open sockets: so many on the host, and so many of them for one address. */
export class SocketPlaces {
  readonly #perAddress = new Map<string, number>()
  #taken = 0

  /** Takes a place. Returns what gives it back, to be called once; null where there is none. */
  take(address: string): (() => void) | null {
    const fromAddress = this.#perAddress.get(address) ?? 0
    if (this.#taken >= limits.sessionsPerHost || fromAddress >= limits.sessionsPerAddress) return null
    this.#taken += 1
    this.#perAddress.set(address, fromAddress + 1)
    return () => this.#giveBack(address)
  }

  #giveBack(address: string): void {
    this.#taken -= 1
    const left = (this.#perAddress.get(address) ?? 1) - 1
    if (left === 0) this.#perAddress.delete(address)
    else this.#perAddress.set(address, left)
  }
}
