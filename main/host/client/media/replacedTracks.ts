import type { PeerId, TrackId } from '../../../../protocol/ids.ts'
import type { Source } from '../../../../protocol/wire/media/media.ts'
import type { RoomState } from '../../../../room/features.ts'
import { trackOf } from '../../../../room/features/tracks.ts'

/** Which of a person's tracks in the room end for those that take their place. What is another's, or from elsewhere, does not. */
export function replacedTracks(
  state: RoomState,
  peer: PeerId,
  asked: readonly { readonly source: Source; readonly replaces?: TrackId }[],
): TrackId[] {
  const replaced = asked.flatMap(({ source, replaces }) => {
    const track = replaces === undefined ? undefined : trackOf(state, replaces)
    return track?.peer === peer && track.source === source ? [track.id] : []
  })
  return [...new Set(replaced)]
}
