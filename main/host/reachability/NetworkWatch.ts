import { networkInterfaces } from 'node:os'
import { temporaryAddresses } from '../../network/temporaryAddresses.ts'
import { type LanAddress, lanAddresses } from '../../network/lanAddresses.ts'
import { outwardAdapters } from '../../network/outwardAdapters.ts'

/** How long a change of the network may stay unnoticed. */
const LOOK_MS = 5000

export interface Network {
  /** By which others reach this computer, the likeliest first. Empty without a network. */
  readonly lan: readonly LanAddress[]
  /** All addresses that this computer has now, also those that nobody is told. */
  readonly own: ReadonlySet<string>
}

/** @param changed whether the addresses are others than at the last look. */
export type NetworkListener = (changed: boolean) => Promise<void> | void

/** Looks again and again at what networks this computer is on. All that depends on it follows this one look. */
export class NetworkWatch {
  readonly #read: () => Promise<Network>
  readonly #listeners: NetworkListener[] = []
  readonly #timer: NodeJS.Timeout
  #now: Network
  #looking: Promise<void> | null = null

  private constructor(now: Network, read: () => Promise<Network>) {
    this.#now = now
    this.#read = read
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref()
  }

  /** @param read tells the network as it is now. */
  static async open(read: () => Promise<Network> = readNetwork): Promise<NetworkWatch> {
    return new NetworkWatch(await read(), read)
  }

  get now(): Network {
    return this.#now
  }

  /** Calls back after each look, one listener after the other in the order in which they came. */
  onLook(listener: NetworkListener): void {
    this.#listeners.push(listener)
  }

  /** Looks now. Never rejects; resolves when all who follow have followed. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      // A system that does not tell is asked again.
      .catch(() => undefined)
      .finally(() => {
        this.#looking = null
      })
    return this.#looking
  }

  /** Resolves when no look is under way. */
  async settled(): Promise<void> {
    await this.#looking
  }

  close(): void {
    clearInterval(this.#timer)
    this.#listeners.length = 0
  }

  async #look(): Promise<void> {
    const now = await this.#read()
    const changed = textOf(now) !== textOf(this.#now)
    this.#now = now
    for (const listener of this.#listeners) await listener(changed)
  }
}

function textOf({ lan, own }: Network): string {
  return JSON.stringify([lan, [...own].toSorted()])
}

async function readNetwork(): Promise<Network> {
  const interfaces = networkInterfaces()
  const lan = lanAddresses(interfaces, temporaryAddresses(), await outwardAdapters(interfaces))
  const all = Object.values(interfaces).flatMap((addresses = []) => addresses.map(({ address }) => address))
  return { lan, own: new Set(all) }
}
