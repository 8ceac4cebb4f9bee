import { limits } from '../../../../protocol/limits.ts'

/** Who takes part in a relay room. */
export interface RelayMember {
  deliver(frame: string): void
}

/** Who is in which relay room. These rooms know nothing of Hearth's own; a name may be in use in both. */
export class RelayRooms {
  readonly #rooms = new Map<string, Map<string, RelayMember>>()

  /** Makes the room if it is not there. `taken`: somebody has that id; `full`: there is no place. */
  enter(room: string, id: string, member: RelayMember): 'entered' | 'taken' | 'full' {
    const found = this.#rooms.get(room)
    if (found === undefined && this.#rooms.size >= limits.roomsPerHost) return 'full'
    const members = found ?? new Map<string, RelayMember>()
    if (members.has(id)) return 'taken'
    if (members.size >= limits.peersPerRoom) return 'full'
    members.set(id, member)
    this.#rooms.set(room, members)
    return 'entered'
  }

  /** The last one to leave takes the room along. */
  leave(room: string, id: string): void {
    const members = this.#rooms.get(room)
    members?.delete(id)
    if (members?.size === 0) this.#rooms.delete(room)
  }

  find(room: string, id: string): RelayMember | undefined {
    return this.#rooms.get(room)?.get(id)
  }

  tellOthers(room: string, id: string, frame: string): void {
    // A copy: who is too slow for this frame leaves in the middle of the round.
    for (const [other, member] of [...(this.#rooms.get(room) ?? [])]) if (other !== id) member.deliver(frame)
  }
}
