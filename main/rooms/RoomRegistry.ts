import { ProtocolError } from '../../protocol/wire/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { RoomName } from '../../protocol/names.ts'
import { foldText } from '../../protocol/text/foldText.ts'
import type { LaterRole } from '../../protocol/roles.ts'
import type { RoomState } from '../../room/features.ts'
import { Room, type RoomObserver } from './Room.ts'
import type { RoomJournal } from './RoomJournal.ts'

/** Who would open a room. */
export interface Opener {
  /** By which rooms count together. */
  readonly network: string
  /** Whether these count on the whole alone, as those of this computer do: a proxy may be speaking for anybody there. */
  readonly unlimited: boolean
  /** Whether the host is this person's own. */
  readonly owner: boolean
}

/** The rooms of a host: made when the first person comes, gone when nobody is in it and nobody may come back. */
export class RoomRegistry {
  readonly #rooms = new Map<RoomName, Room>()
  /** From which network each was opened. Those that were restored belong to none. */
  readonly #openedFrom = new WeakMap<Room, string>()
  /** However their names are typed. A journal of earlier may bring two that differ in capitals: the second is found by its own name. */
  readonly #folded = new Map<string, Room>()
  readonly #laterRole: LaterRole
  readonly #watch: RoomObserver | undefined
  readonly #journal: RoomJournal | undefined

  /**
   * @param laterRole the role of those who come after the one who opens a room.
   * @param watch is told what happens in all rooms.
   * @param journal keeps what happens in all rooms.
   */
  constructor(laterRole: LaterRole, watch?: RoomObserver, journal?: RoomJournal) {
    this.#laterRole = laterRole
    this.#watch = watch
    this.#journal = journal
  }

  get all(): Iterable<Room> {
    return this.#rooms.values()
  }

  /** The room that somebody means: capitals, widths and styles of letters do not count. */
  find(name: RoomName): Room | undefined {
    return this.#rooms.get(name) ?? this.#folded.get(foldText(name))
  }

  /** How the room is called that somebody means: as whoever opened it has typed it. */
  nameOf(name: RoomName): RoomName {
    return this.find(name)?.name ?? name
  }

  /**
   * The room of that name, made now if nobody is in it. Where there is no place for one more, a room of the same network in
   * which everybody is away makes place: nobody loses a room to strangers.
   *
   * @throws ProtocolError `host_full`.
   */
  open(name: RoomName, opener: Opener): Room {
    const found = this.find(name)
    if (found !== undefined) return found
    if (this.#isFull(opener))
      this.#roomsFrom(opener.network)
        .find(({ deserted }) => deserted)
        ?.giveUpWaiting()
    if (this.#isFull(opener)) throw new ProtocolError('host_full')
    const room = this.#add(name)
    this.#openedFrom.set(room, opener.network)
    return room
  }

  /** A room that was there before the host's process ended. Its people take their places after it. */
  restore(name: RoomName, state: RoomState): Room {
    return this.#add(name, state)
  }

  /** Forgets a room that nobody is in any more, nor may come back to. */
  closeIfEmpty(room: Room): void {
    if (!room.empty || this.#rooms.get(room.name) !== room) return
    this.#forget(room)
    room.close()
    this.#watch?.closed(room)
    this.#journal?.closed(room)
  }

  /** Room name → how many people are in it. */
  sizes(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#peopled.map(({ name, size }) => [name, size]))
  }

  /** How many rooms have people in them. */
  get size(): number {
    return this.#peopled.length
  }

  /** How many tracks are shown, in all rooms together. */
  get tracks(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.state.tracks.tracks.length, 0)
  }

  get people(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0)
  }

  get #peopled(): Room[] {
    return [...this.#rooms.values()].filter(({ size }) => size > 0)
  }

  #isFull({ network, unlimited, owner }: Opener): boolean {
    if (this.#rooms.size >= limits.roomsPerHost + (owner ? limits.ownerRooms : 0)) return true
    return !unlimited && !owner && this.#roomsFrom(network).length >= limits.roomsPerAddress
  }

  #roomsFrom(network: string): Room[] {
    return [...this.#rooms.values()].filter((room) => this.#openedFrom.get(room) === network)
  }

  #forget(room: Room): void {
    this.#rooms.delete(room.name)
    const folded = foldText(room.name)
    if (this.#folded.get(folded) !== room) return
    const twin = [...this.#rooms.values()].find(({ name }) => foldText(name) === folded)
    if (twin === undefined) this.#folded.delete(folded)
    else this.#folded.set(folded, twin)
  }

  #add(name: RoomName, state?: RoomState): Room {
    const room = new Room({
      name,
      laterRole: this.#laterRole,
      ...(state === undefined ? {} : { state }),
      watch: this.#watch,
      journal: this.#journal,
    })
    this.#rooms.set(name, room)
    const folded = foldText(name)
    if (!this.#folded.has(folded)) this.#folded.set(folded, room)
    this.#watch?.opened(room)
    return room
  }
}
