import type { RequestId } from '../../protocol/wire/frames.ts'
import type { PeerId } from '../../protocol/ids.ts'
import type { RoomName } from '../../protocol/names.ts'
import type { RoomEvent, RoomState } from '../../room/features.ts'

/** What is kept of a room. */
export interface JournaledRoom {
  readonly name: RoomName
  readonly state: RoomState
}

/** What a person is about to be answered: asked again after a restart of the host, it must act no second time. */
export interface PendingAnswer {
  readonly peer: PeerId
  readonly request: RequestId
  readonly result: Readonly<Record<string, unknown>>
}

/** Keeps rooms beyond the host's process. */
export interface RoomJournal {
  /**
   * Notes what happened in a room.
   *
   * @param answer what follows from it for the one who asked; null where nobody did.
   * @returns what resolves once it is kept; null where nothing of it needs keeping. Never rejects.
   */
  happened(
    room: JournaledRoom,
    events: readonly RoomEvent[],
    answer: PendingAnswer | null,
  ): Promise<void> | null
  /** Nobody is in the room any more. */
  closed(room: JournaledRoom): void
}
