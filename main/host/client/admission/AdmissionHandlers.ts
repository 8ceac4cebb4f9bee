import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { RequestId } from '../../../../protocol/wire/frames.ts'
import type { GuestId } from '../../../../protocol/ids.ts'
import type { LobbyAnswer } from '../../../../protocol/wire/admissionMethods.ts'
import type { PersonName, RoomName } from '../../../../protocol/names.ts'
import type { MethodParams, MethodResult } from '../../../../room/methods.ts'
import { networkKey } from '../../../network/networkKey.ts'
import type { Caller, Room } from '../../../rooms/Room.ts'
import type { RoomRegistry } from '../../../rooms/RoomRegistry.ts'
import type { SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import { Admission } from './Admission.ts'
import type { AdmissionGate } from './AdmissionGate.ts'
import type { Seat } from '../../../rooms/Seat.ts'

export interface AdmissionHandlersOptions {
  readonly client: SignalingChannel
  readonly rooms: RoomRegistry
  readonly door: AdmissionGate
  readonly place: () => Seat | null
  readonly isGone: () => boolean
  /** Whether the host is this client's own: then no door is shut. */
  readonly isOwner: () => boolean
}

/** At whose door the client waits. */
interface Waiting {
  readonly room: Room
  readonly person: PersonName
  readonly end: () => void
}

/** A password that was compared: with what, so that one which was changed meanwhile is noticed. */
interface Compared {
  readonly given: boolean
  readonly hash: string | null
}

/** One client's dealings with locks and passwords: before it is in a room, and where it may set them. */
export class AdmissionHandlers implements Caller {
  readonly #options: AdmissionHandlersOptions
  #waiting: Waiting | null = null
  /** What somebody has granted this client at a door. */
  #admission: Admission | null = null
  #setting: Promise<unknown> = Promise.resolve()

  constructor(options: AdmissionHandlersOptions) {
    this.#options = options
  }

  /**
   * Finds out whether this client may enter a room. A room that nobody is in yet asks for nothing.
   *
   * @returns what is to be asked once more in the moment of entering: a lock or a password may be new by then.
   * @throws ProtocolError `password_needed`, `wrong_password`, `too_many_tries`, `room_locked`.
   */
  async mayEnter(name: RoomName, person: PersonName, password: string | undefined): Promise<() => void> {
    const compared = await this.#compare(name, person, password)
    const look = () => this.#mustBeOpen(name, person, compared, true)
    look()
    return look
  }

  /** @throws ProtocolError as {@link mayEnter}, and `already_joined`, `rate_limited`, `lobby_full`. */
  async knock({
    room: name,
    name: person,
    password,
  }: MethodParams<'lobby.knock'>): Promise<MethodResult<'lobby.knock'>> {
    const { client, rooms, door, place, isGone } = this.#options
    const compared = await this.#compare(name, person, password)
    if (place() !== null) throw new ProtocolError('already_joined')
    if (isGone()) throw new ProtocolError('not_waiting')
    const room = rooms.find(name)
    if (this.#waiting?.room === room && room !== undefined) return { waiting: true }
    this.withdraw()
    if (room === undefined || this.#mayPass(room, person)) return { waiting: false }
    this.#mustBeOpen(name, person, compared, false)
    if (!room.state.lobby.locked) return { waiting: false }
    this.#waiting = this.#wait(room, person, door.takePlace(client.remoteAddress))
    return { waiting: this.#waiting !== null }
  }

  #wait(room: Room, person: PersonName, giveBack: () => void): Waiting | null {
    let guest: GuestId | null = null
    try {
      guest = room.knock(person, this)
    } finally {
      if (guest === null) giveBack()
    }
    if (guest === null) return null
    const id = guest
    const end = () => {
      giveBack()
      room.withdraw(id)
    }
    return { room, person, end }
  }

  /** Waits no more. Who does not wait is no error. */
  withdraw(): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.end()
  }

  answered(answer: LobbyAnswer): void {
    const waiting = this.#waiting
    // The room knows of the end already; the place is free.
    this.withdraw()
    this.#admission =
      answer === 'admitted' && waiting !== null ? new Admission(waiting.room, waiting.person) : null
    this.#options.client.notify('lobby.answered', { answer })
  }

  /** The client is in a room: what was said at a door holds no longer. */
  entered(): void {
    this.withdraw()
    this.#admission = null
  }

  /**
   * Sets one password after another: hashing takes a while, and what was asked last holds.
   *
   * @throws ProtocolError `forbidden` for somebody who has lost the right meanwhile, `not_joined`, `rate_limited`.
   */
  setPassword(
    { password }: MethodParams<'lobby.setPassword'>,
    request: RequestId,
  ): Promise<MethodResult<'lobby.setPassword'>> {
    const { client, door, place: placeNow } = this.#options
    const place = placeNow()
    const done = this.#setting.then(async () => {
      const hash =
        password === null ? null : await door.passwords.hash(password, networkKey(client.remoteAddress))
      if (place === null || placeNow() !== place) throw new ProtocolError('not_joined')
      await place.room.setPassword(place.peer, hash, request).kept
      return {}
    })
    this.#setting = done.catch(() => undefined)
    return done
  }

  #mayPass(room: Room, person: PersonName): boolean {
    return this.#options.isOwner() || this.#admission?.holds(room, person) === true
  }

  async #compare(name: RoomName, person: PersonName, password: string | undefined): Promise<Compared> {
    const { rooms, door, client } = this.#options
    const room = rooms.find(name)
    const hash = room?.state.lobby.passwordHash ?? null
    if (room !== undefined && hash !== null && !this.#mayPass(room, person))
      await door.compare(name, client.remoteAddress, password, hash)
    return { given: password !== undefined, hash }
  }

  #mustBeOpen(name: RoomName, person: PersonName, compared: Compared, locked: boolean): void {
    const room = this.#options.rooms.find(name)
    if (room === undefined || this.#mayPass(room, person)) return
    const { passwordHash, locked: isLocked } = room.state.lobby
    if (passwordHash !== null && passwordHash !== compared.hash)
      throw new ProtocolError(compared.given ? 'wrong_password' : 'password_needed')
    if (locked && isLocked) throw new ProtocolError('room_locked')
  }
}
