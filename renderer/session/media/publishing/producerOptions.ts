import type { types } from 'mediasoup-client'
import { kindOf, type Source } from '../../../../protocol/wire/media/media.ts'
import { encodings, type SendShape, trackShape } from './encodings.ts'
import type { Outgoing } from './Outgoing.ts'

/** What the library is told of a track that is to be sent. @param capabilities of sending, together with the host. */
export function producerOptions(
  outgoing: Outgoing,
  { codecs = [] }: types.RtpCapabilities,
): types.ProducerOptions {
  const { source, track, style, active, codec: name } = outgoing
  const shape = shapeOf(outgoing)
  const state = { height: heightOf(track), style, active, layer: shape.sizes - 1, climbing: false }
  const codec = codecs.find(({ mimeType }) => mimeType.toLowerCase() === `video/${name.toLowerCase()}`)
  return {
    track,
    encodings: encodings(shape, state),
    ...(kindOf(source) === 'audio'
      ? { codecOptions: opusFor(source) }
      : { codecOptions: PICTURE_RATES, ...(codec && { codec }) }),
    stopTracks: false,
    disableTrackOnPause: false,
  }
}

/**
 * A voice pauses (DTX); a film's sound does not, and comes from two sides. Both carry their own repair (FEC), and what was
 * lost is sent again: on a local network that comes in time to be played.
 */
function opusFor(source: Source): types.ProducerCodecOptions {
  return source === 'microphone'
    ? { opusFec: true, opusNack: true, opusDtx: true }
    : { opusStereo: true, opusFec: true, opusNack: true, opusDtx: false }
}

/**
 * In kilobits per second. Chromium begins at 300 and takes many seconds until it dares to send the whole picture, which a
 * local network carries from the start; and where packets get lost, it would go down to nearly nothing.
 */
const PICTURE_RATES: types.ProducerCodecOptions = {
  videoGoogleStartBitrate: 2500,
  videoGoogleMinBitrate: 300,
}

/** How a track is encoded from its start to its end. */
export function shapeOf({ source, codec, track }: Outgoing): SendShape {
  return trackShape(source, codec, heightOf(track))
}

function heightOf(track: MediaStreamTrack): number {
  return track.getSettings().height ?? 0
}
