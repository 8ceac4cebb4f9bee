import type { ErrorCode } from '../../protocol/errors.ts'
import type { PeerId, TrackId } from '../../protocol/ids.ts'
import type { RoomState } from '../../room/features.ts'

/** Why a meeting is over for us. */
export type EndReason = 'left' | 'removed' | 'host_stopped' | 'connection_lost' | 'too_slow'

/** Where we stand with the host. */
export type Phase =
  /** The socket is opening, or the transports are being warmed up; joining may begin already. */
  | { readonly kind: 'connecting' }
  /** In the lobby: connected, warm, not in the room. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'joining' }
  | { readonly kind: 'joined'; readonly self: PeerId; readonly room: RoomState }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  /** The host could not be reached or refused us. `code` names why; `message` says it in a sentence. */
  | { readonly kind: 'failed'; readonly code: ErrorCode | 'unreachable'; readonly message: string }

/** How the connection to the host is while we are in the room. */
export type LinkState =
  | { readonly kind: 'up' }
  /** Broken. `retryAt` is when the next try begins (milliseconds since 1970); null while one is under way. */
  | { readonly kind: 'down'; readonly retryAt: number | null }

/** What the views draw. Levels are not in here: they go straight to the elements that show them. */
export interface MeetingState {
  readonly phase: Phase
  readonly link: LinkState
  /** Who speaks now, loudest first. */
  readonly speakers: readonly PeerId[]
  /** Remote tracks that are being received, by the room's track id. */
  readonly received: ReadonlyMap<TrackId, MediaStreamTrack>
  /** Whether the host carries sound and pictures; null until it has said hello. */
  readonly media: boolean | null
}
