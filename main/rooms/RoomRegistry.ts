import { ProtocolError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { RoomName } from '../../protocol/names.ts'
import type { LaterRole } from '../../protocol/roles.ts'
import { Room, type RoomWatch } from './Room.ts'

/** The rooms of a host: made when the first person comes, gone when the last one leaves. */
export class RoomRegistry {
  readonly #rooms = new Map<RoomName, Room>()
  readonly #laterRole: LaterRole
  readonly #watch: RoomWatch | undefined

  /**
   * @param laterRole the role of those who come after the one who opens a room.
   * @param watch is told what happens in all rooms.
   */
  constructor(laterRole: LaterRole, watch?: RoomWatch) {
    this.#laterRole = laterRole
    this.#watch = watch
  }

  find(name: RoomName): Room | undefined {
    return this.#rooms.get(name)
  }

  /** The room of that name, made now if nobody is in it. @throws ProtocolError `host_full`. */
  open(name: RoomName): Room {
    const found = this.#rooms.get(name)
    if (found !== undefined) return found
    if (this.#rooms.size >= limits.roomsPerHost) throw new ProtocolError('host_full')
    const room = new Room(name, this.#laterRole, undefined, this.#watch)
    this.#rooms.set(name, room)
    this.#watch?.opened(room)
    return room
  }

  /** Forgets a room that nobody is in any more. */
  closeIfEmpty(room: Room): void {
    if (room.size > 0 || this.#rooms.get(room.name) !== room) return
    this.#rooms.delete(room.name)
    this.#watch?.closed(room)
  }

  /** Room name → how many people are in it. */
  sizes(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#rooms].map(([name, room]) => [name, room.size]))
  }

  get size(): number {
    return this.#rooms.size
  }

  /** How many tracks are shown, in all rooms together. */
  get tracks(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.state.tracks.tracks.length, 0)
  }

  get people(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0)
  }
}
