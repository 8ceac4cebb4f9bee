import type { TrackId } from '../../../protocol/ids.ts'
import { peerOf } from '../../../room/membership.ts'
import { trackOf, tracksFrom } from '../../../room/tracks.ts'
import { roomOf, selfOf } from '../../session/MeetingView.ts'
import type { MeetingState } from '../../session/meetingState.ts'

/** Who shares a screen, and which of that person's shares it is, from 1; null once it is gone. */
export function sharerOf(
  state: MeetingState,
  id: TrackId,
): { readonly name: string; readonly self: boolean; readonly number: number } | null {
  const room = roomOf(state)
  const track = room && trackOf(room, id)
  const peer = room && track && peerOf(room, track.peer)
  if (!peer) return null
  const number = tracksFrom(room, peer.id, 'screen').indexOf(track) + 1
  return { name: peer.name, self: peer.id === selfOf(state), number }
}
