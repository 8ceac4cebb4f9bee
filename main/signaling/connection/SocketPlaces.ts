import type { WebSocket } from 'ws'
import { limits } from '../../../protocol/limits.ts'
import { isLoopback } from '../../network/isLoopback.ts'
import { networkKey } from '../../network/networkKey.ts'
import { Shares } from '../../throttling/Shares.ts'
import { refuseFull } from './refuseFull.ts'

/** A socket's place on the host. */
export interface SocketPlace {
  /** Whether it is only lent, for coming back to a session. */
  readonly lent: boolean
  /** The client is back: the place is its own, in exchange for the one of the connection that it had. */
  keep(): void
  /** May be called twice. */
  giveBack(): void
}

export interface SocketPlacesOptions {
  /** Whether a socket may lose its place to somebody with fewer of them. */
  readonly yields: (socket: WebSocket) => boolean
  /** Whether anybody in a network has a seat, or may come back to one. */
  readonly knows: (network: string) => boolean
}

/**
 * Places of sockets: so many on the whole and of one network. Past these, a few are lent for a moment to whoever may be on the
 * way back, since the connection that such a person has lost may hold a place for a while.
 */
export class SocketPlaces {
  readonly #places: Shares<WebSocket>
  readonly #lent: Shares<WebSocket>

  constructor({ yields, knows }: SocketPlacesOptions) {
    this.#places = new Shares({
      most: limits.sessionsPerHost,
      mostPerKey: limits.sessionsPerAddress,
      yields,
      isFirst: knows,
    })
    this.#lent = new Shares({
      most: limits.returnsPerHost,
      mostPerKey: limits.returnsPerAddress,
      yields: () => true,
      isFirst: knows,
    })
  }

  /**
   * Takes a place. Whoever loses one for it is told, and its socket closed.
   *
   * @param returns whether a socket of this kind may be that of a client who comes back.
   * @returns null where there is none.
   */
  take(socket: WebSocket, address: string, returns: boolean): SocketPlace | null {
    const network = networkKey(address)
    if (takeFrom(this.#places, network, socket, isLoopback(address) ? limits.ownSessions : 0))
      return { lent: false, keep: () => undefined, giveBack: () => this.#places.giveBack(network, socket) }
    if (!returns || !takeFrom(this.#lent, network, socket)) return null
    return this.#lend(socket, network)
  }

  #lend(socket: WebSocket, network: string): SocketPlace {
    const places = this.#places
    const lentPlaces = this.#lent
    let lent = true
    const over = setTimeout(() => refuseFull(socket), limits.returnMs)
    const end = () => {
      clearTimeout(over)
      lent = false
      lentPlaces.giveBack(network, socket)
    }
    return {
      get lent() {
        return lent
      },
      keep() {
        if (!lent) return
        end()
        places.give(network, socket)
      },
      giveBack() {
        end()
        places.giveBack(network, socket)
      },
    }
  }
}

function takeFrom(places: Shares<WebSocket>, network: string, socket: WebSocket, reserve = 0): boolean {
  const { granted, lost } = places.take(network, socket, reserve)
  if (lost !== null) refuseFull(lost)
  return granted
}
