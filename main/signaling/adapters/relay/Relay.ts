import { relayPeerSchema, relayRoomSchema } from '../../../../protocol/wire/relay.ts'
import type { Adapter } from '../Adapter.ts'
import { RelayPeer } from './RelayPeer.ts'
import { RelayRooms } from './RelayRooms.ts'

/**
 * The relay of the older system, for two people who talk peer to peer: `/ws/:room/:peerId`. It passes messages on
 * and understands nothing of them.
 */
export class Relay implements Adapter {
  readonly #path: string
  readonly #rooms = new RelayRooms()

  /** @param path what stands before the room, as in `/ws`. */
  constructor(path = '/ws') {
    this.#path = path
  }

  open(path: string): ReturnType<Adapter['open']> {
    if (!path.startsWith(`${this.#path}/`)) return null
    const place = readPlace(path.slice(this.#path.length + 1))
    return place === null
      ? 'malformed'
      : (socket, { inTurn }) => new RelayPeer(socket, inTurn, this.#rooms, place).serve()
  }
}

/** Reads `room/peerId`, each percent-encoded. */
function readPlace(path: string): { readonly room: string; readonly id: string } | null {
  const [first, second, ...rest] = path.split('/')
  if (first === undefined || second === undefined || rest.length > 0) return null
  try {
    const room = relayRoomSchema.safeParse(decodeURIComponent(first))
    const id = relayPeerSchema.safeParse(decodeURIComponent(second))
    return room.success && id.success ? { room: room.data, id: id.data } : null
  } catch {
    // A stray percent sign.
    return null
  }
}
