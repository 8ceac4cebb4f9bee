import type { TrackId } from '../../../protocol/ids.ts'
import { peerOf } from '../../../room/membership.ts'
import { trackOf } from '../../../room/tracks.ts'
import { roomOf, selfOf } from '../../session/MeetingView.ts'
import type { MeetingState } from '../../session/meetingState.ts'

/** Who shares a screen; null once it is gone. */
export function sharerOf(
  state: MeetingState,
  id: TrackId,
): { readonly name: string; readonly self: boolean } | null {
  const room = roomOf(state)
  const track = room && trackOf(room, id)
  const peer = room && track && peerOf(room, track.peer)
  return peer ? { name: peer.name, self: peer.id === selfOf(state) } : null
}
