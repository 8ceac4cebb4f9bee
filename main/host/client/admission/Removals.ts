import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { Room } from '../../../rooms/Room.ts'
import type { SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import { digestOf } from '../../../signaling/session/ResumeTokens.ts'

/** More than anybody removes from one meeting; the oldest is forgotten first. */
const MOST_PER_ROOM = 1000

/** Who was removed from which meeting, by their session and by the means of coming back that they had. It ends with the meeting. */
export class Removals {
  readonly #rooms = new WeakMap<
    Room,
    { readonly clients: WeakSet<SignalingChannel>; readonly digests: Set<string> }
  >()

  /** @param digest of the resume token of somebody who was removed; null where there was none. */
  note(room: Room, client: SignalingChannel, digest: string | null): void {
    const removed = this.#rooms.get(room) ?? { clients: new WeakSet(), digests: new Set() }
    this.#rooms.set(room, removed)
    removed.clients.add(client)
    if (digest === null) return
    const { digests } = removed
    digests.add(digest)
    const [oldest] = digests
    if (digests.size > MOST_PER_ROOM && oldest !== undefined) digests.delete(oldest)
  }

  /**
   * Who was removed stays out of that meeting. A later one of the same name is another.
   *
   * @param token that somebody who wants to enter had before. @throws ProtocolError `removed`.
   */
  mustBeWelcome(room: Room | undefined, client: SignalingChannel, token: string | undefined): void {
    const removed = room && this.#rooms.get(room)
    if (removed === undefined) return
    const known = token !== undefined && removed.digests.has(digestOf(token))
    if (known || removed.clients.has(client)) throw new ProtocolError('removed')
  }
}
