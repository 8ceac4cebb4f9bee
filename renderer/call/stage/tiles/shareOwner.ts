import type { TrackId } from '../../../../protocol/ids.ts'
import { peerOf } from '../../../../room/features/membership.ts'
import { trackOf, tracksFrom } from '../../../../room/features/tracks.ts'
import { roomOf, selfOf } from '../../../session/Session.ts'
import type { SessionState } from '../../../session/sessionState.ts'

interface Sharer {
  readonly name: string
  readonly self: boolean
  /** Which of the person's shares, from 1. */
  readonly number: number
  /** Nothing new comes of it for now, as of a window that is hidden. */
  readonly paused: boolean
}

/** Who shares a screen, and which of that person's shares it is, from 1; null once it is gone. */
export function shareOwner(state: SessionState, id: TrackId): Sharer | null {
  const room = roomOf(state)
  const track = room && trackOf(room, id)
  const peer = room && track && peerOf(room, track.peer)
  if (!peer) return null
  const number = tracksFrom(room, peer.id, 'screen').indexOf(track) + 1
  return { name: peer.name, self: peer.id === selfOf(state), number, paused: track.muted }
}
