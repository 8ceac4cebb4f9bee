import type { TrackOwner } from './media/MediaStats.ts'
import type { WantedTrack } from '../media/WantedTrack.ts'
import type { MeetingState } from './meetingState.ts'

/** Whose track is which, by the browser's own ids: those that we receive, and what we send. */
export function trackOwners(
  { phase, received }: MeetingState,
  sent: readonly WantedTrack[],
): Map<string, TrackOwner> {
  const owners = new Map<string, TrackOwner>()
  if (phase.kind !== 'joined') return owners
  for (const { id, peer, source } of phase.room.tracks.tracks) {
    const track = received.get(id)
    if (track !== undefined) owners.set(track.id, { peer, source })
  }
  for (const { source, track } of sent) if (track) owners.set(track.id, { peer: phase.self, source })
  return owners
}
