import type { StoreApi } from 'zustand/vanilla'
import type { PeerId, TrackId } from '../../protocol/ids.ts'
import type { Right } from '../../protocol/roles.ts'
import { FEATURE_OF } from '../../room/featureNames.ts'
import { hasRight } from '../../room/rights.ts'
import type { CommandName, RoomEvent, RoomState } from '../../room/features.ts'
import { peerOf, type Peer } from '../../room/features/membership.ts'
import type { MethodInput, MethodResult } from '../../room/methods.ts'
import type { QualityStats } from './media/stats/ConnectionStats.ts'
import type { ReceiveMode, Wishes } from './media/subscribing/Subscriber.ts'
import type { SessionState } from './sessionState.ts'

/** What the features may know and ask of a meeting. `Meeting` is one; tests bring a smaller one. */
export interface Session {
  /** Of the host: ends with '/'. */
  readonly base: string
  readonly store: StoreApi<SessionState>
  /** How well media gets through. */
  readonly quality: QualityStats
  /** Rejects with a ProtocolError, for which the catalogue has a sentence. */
  request<N extends CommandName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>>
  /** Gives the room another password, or none (null). Rejects as {@link request} does. */
  setPassword(password: string | null): Promise<void>
  /** Tells what is shown of the remote pictures, and how large. */
  show(wishes: Wishes): void
  /** A remote picture that is shown has stood still for a moment; called again and again while it does. */
  stoodStill(track: TrackId): void
  /** Sets how much is received at most; may come before joining. */
  setReception(reception: ReceiveMode): void
  /** Tries at once to mend a broken connection. */
  retryNow(): void
  /** Each room event after it was applied; `before` is the room without it. */
  onEvent(listener: (event: RoomEvent, before: RoomState) => void): () => void
}

/** The room that we are in; null outside of one. */
export function roomOf(state: SessionState): RoomState | null {
  return state.phase.kind === 'joined' ? state.phase.room : null
}

/** Our own id in the room; null outside of one. */
export function selfOf(state: SessionState): PeerId | null {
  return state.phase.kind === 'joined' ? state.phase.self : null
}

/** Whether we may do something here: by our role, and because the host can do it. Where not, there is no button. */
export function may(state: SessionState, right: Right): boolean {
  const self = selfPeerOf(state)
  const feature = FEATURE_OF[right]
  return (
    self !== undefined && hasRight(self.role, right) && (feature === null || state.features.includes(feature))
  )
}

/** Ourselves as the room knows us. */
export function selfPeerOf(state: SessionState): Peer | undefined {
  return state.phase.kind === 'joined' ? peerOf(state.phase.room, state.phase.self) : undefined
}
