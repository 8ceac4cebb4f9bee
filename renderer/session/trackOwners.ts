import type { TrackOwner } from './media/MediaStats.ts'
import type { Wanted } from './media/Publisher.ts'
import type { MeetingState } from './meetingState.ts'
import type { Source } from '../../protocol/media.ts'

const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen', 'screenSound']

/** Whose track is which, by the browser's own ids: those that we receive, and what we send. */
export function trackOwners({ phase, received }: MeetingState, sent: Wanted): Map<string, TrackOwner> {
  const owners = new Map<string, TrackOwner>()
  if (phase.kind !== 'joined') return owners
  for (const { id, peer, source } of phase.room.tracks.tracks) {
    const track = received.get(id)
    if (track !== undefined) owners.set(track.id, { peer, source })
  }
  for (const source of SOURCES) {
    const track = sent[source]
    if (track) owners.set(track.id, { peer: phase.self, source })
  }
  return owners
}
