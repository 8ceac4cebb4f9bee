import type { VideoCodec } from '../../../../protocol/wire/media/videoCodecs.ts'
import type { LocalTrack } from '../../../media/LocalTrack.ts'
import type { Outgoing } from './Outgoing.ts'

/** How a wanted track is handed to what carries it. */
export function outgoingOf(
  { source, share }: LocalTrack,
  track: MediaStreamTrack,
  codec: VideoCodec,
): Omit<Outgoing, 'active'> {
  return { source, track, codec, style: share?.style ?? null }
}
