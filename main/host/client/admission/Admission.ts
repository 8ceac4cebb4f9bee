import { limits } from '../../../../protocol/limits.ts'
import type { PersonName } from '../../../../protocol/names.ts'
import type { Room } from '../../../rooms/Room.ts'

/** What somebody who leads has granted to somebody at the door: to enter this one room, under this one name, soon. */
export class Admission {
  readonly #room: Room
  readonly #person: PersonName
  readonly #now: () => number
  readonly #endsAt: number

  /**
   * @param room a later room of the same name is another one.
   * @param now monotonic milliseconds.
   */
  constructor(room: Room, person: PersonName, now: () => number = () => performance.now()) {
    this.#room = room
    this.#person = person
    this.#now = now
    this.#endsAt = now() + limits.admissionMs
  }

  holds(room: Room, person: PersonName): boolean {
    return room === this.#room && person === this.#person && this.#now() < this.#endsAt
  }
}
