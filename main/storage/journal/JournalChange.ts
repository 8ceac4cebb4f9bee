import type { PeerId } from '../../../protocol/ids.ts'
import type { RequestId } from '../../../protocol/wire/frames.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'

/** What was answered to a request: a client that asks again after a restart gets the same. */
export interface KeptAnswer {
  readonly peer: PeerId
  readonly request: RequestId
  readonly result: Readonly<Record<string, unknown>>
}

/** One thing to keep. Plain data, as it goes to another thread. */
export type JournalChange =
  /** The room as it is now; what was kept of its events before is part of it. */
  | { readonly kind: 'room.state'; readonly room: RoomName; readonly state: RoomState }
  | {
      readonly kind: 'room.events'
      readonly room: RoomName
      readonly events: readonly RoomEvent[]
      readonly answer: KeptAnswer | null
    }
  /** Nobody is in it any more: nothing of it is kept. */
  | { readonly kind: 'room.closed'; readonly room: RoomName }
  /** A person can come back; `token` is the digest of the secret for that, never the secret. */
  | { readonly kind: 'session.begun'; readonly room: RoomName; readonly peer: PeerId; readonly token: string }
  | { readonly kind: 'session.ended'; readonly peer: PeerId }
