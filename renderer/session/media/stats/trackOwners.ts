import type { TrackId } from '../../../../protocol/ids.ts'
import { kindOf } from '../../../../protocol/wire/media/media.ts'
import type { TrackOwner } from './ConnectionStats.ts'
import type { LocalTrack } from '../../../media/LocalTrack.ts'
import type { SessionState } from '../../sessionState.ts'

/** In larger rooms not every voice is passed on. */
const ALL_VOICES_PEOPLE = 6

/**
 * Whose track is which, by the browser's own ids: those that we receive, and what we send.
 *
 * @param shows whether the host is to send us this picture.
 */
export function trackOwners(
  { phase, link, received, pathMissing }: SessionState,
  sent: readonly LocalTrack[],
  shows: (track: TrackId) => boolean,
): Map<string, TrackOwner> {
  const owners = new Map<string, TrackOwner>()
  if (phase.kind !== 'joined') return owners
  const { tracks, membership, presence } = phase.room
  const flows = link.kind === 'up' && !pathMissing
  const voices = membership.peers.length <= ALL_VOICES_PEOPLE
  for (const { id, peer, source, muted } of tracks.tracks) {
    const track = received.get(id)
    if (track === undefined) continue
    const comes = kindOf(source) === 'audio' ? voices : shows(id)
    const expected = flows && comes && !muted && !presence.away.includes(peer)
    owners.set(track.id, { peer, source, expected })
  }
  for (const { source, track } of sent) if (track) owners.set(track.id, { peer: phase.self, source })
  return owners
}
