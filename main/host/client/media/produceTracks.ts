import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { Right } from '../../../../protocol/roles.ts'
import type { MethodParams } from '../../../../room/methods.ts'
import { rightFor } from '../../../../room/rights.ts'
import { exceedsTracks } from '../../../../room/features/tracks.ts'
import type { MediaSession } from '../../../sfu/session/MediaSession.ts'

/**
 * Starts all tracks that a client wants to send or, where one of them cannot be started, none.
 *
 * @throws ProtocolError `forbidden`, `too_many_tracks`, before anything was started; `bad_params`.
 */
export async function produceTracks(
  media: MediaSession,
  { tracks, dtlsParameters }: MethodParams<'media.produce'>,
  mayUse: (right: Right) => boolean,
): Promise<TrackId[]> {
  for (const { source } of tracks) if (!mayUse(rightFor(source))) throw new ProtocolError('forbidden')
  const replaced = new Set(
    tracks.flatMap(({ source, replaces }) =>
      replaces !== undefined && media.sourceOf(replaces) === source ? [replaces] : [],
    ),
  )
  const kept = media.tracks.flatMap((track) => (replaced.has(track) ? [] : (media.sourceOf(track) ?? [])))
  if (exceedsTracks([...kept, ...tracks.map(({ source }) => source)]))
    throw new ProtocolError('too_many_tracks')
  if (dtlsParameters !== undefined) await media.connect('send', dtlsParameters)
  const started: TrackId[] = []
  try {
    for (const { source, rtpParameters } of tracks) started.push(await media.produce(source, rtpParameters))
    return started
  } catch (error) {
    for (const id of started) media.closeTrack(id)
    throw error
  }
}
