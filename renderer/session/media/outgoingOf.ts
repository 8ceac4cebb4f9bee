import type { VideoCodec } from '../../../protocol/videoCodecs.ts'
import type { WantedTrack } from '../../media/WantedTrack.ts'
import type { Outgoing } from './Outgoing.ts'

/** How a wanted track is handed to what carries it. */
export function outgoingOf(
  { source, share }: WantedTrack,
  track: MediaStreamTrack,
  codec: VideoCodec,
): Omit<Outgoing, 'active'> {
  return { source, track, codec, style: share?.style ?? null }
}
