import type { TrackId } from '../../../../protocol/ids.ts'
import type { MethodParams } from '../../../../room/methods.ts'
import type { MediaSession } from '../../../sfu/session/MediaSession.ts'
import type { Seat } from '../../../rooms/Seat.ts'
import { replacedTracks } from './replacedTracks.ts'

/**
 * Shows the room tracks that the media carries already; those that it refuses are ended again.
 *
 * @param tracks their ids, in the order of `asked`.
 * @throws ProtocolError what the room says against them.
 */
export function publishTracks(
  { room, peer }: Seat,
  media: MediaSession,
  asked: MethodParams<'media.produce'>['tracks'],
  tracks: readonly TrackId[],
): readonly { readonly id: TrackId; readonly muted: boolean }[] {
  const shown = asked.flatMap(({ source, muted }, index) => {
    const id = tracks[index]
    return id === undefined ? [] : [{ id, peer, source, muted }]
  })
  try {
    room.addTracks(shown, replacedTracks(room.state, peer, asked))
  } catch (error) {
    for (const id of tracks) media.closeTrack(id)
    throw error
  }
  return shown
}
