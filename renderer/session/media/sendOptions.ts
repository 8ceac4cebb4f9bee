import type { types } from 'mediasoup-client'
import type { Source } from '../../../protocol/media.ts'

type SendOptions = Pick<types.ProducerOptions, 'encodings' | 'codecOptions'>

/**
 * How a source is encoded. A camera goes out in up to three sizes at once, so that a thumbnail costs a
 * thumbnail's bits; small cameras in fewer, since nothing smaller than 180 lines is worth looking at.
 *
 * @param height lines of the captured picture; bitrates are bits per second.
 * @param active false: connected, but nothing is sent yet.
 */
export function sendOptions(source: Source, height: number, active: boolean): SendOptions {
  switch (source) {
    case 'microphone':
      return {
        encodings: [{ active, maxBitrate: 48_000 }],
        codecOptions: { opusFec: true, opusDtx: true },
      }
    case 'screenSound':
      return {
        encodings: [{ active, maxBitrate: 128_000 }],
        codecOptions: { opusStereo: true, opusFec: true, opusDtx: false },
      }
    case 'camera':
      return { encodings: cameraLayers(height).map((layer) => ({ ...layer, active })) }
    case 'screen':
      // Text must stay sharp: one full-size picture, few frames, no smaller copies.
      return { encodings: [{ active, maxBitrate: 3_000_000, maxFramerate: 15 }] }
    default:
      return source satisfies never
  }
}

function cameraLayers(height: number): types.RtpEncodingParameters[] {
  const full = { scaleResolutionDownBy: 1, maxBitrate: fullBitrate(height) }
  const half = { scaleResolutionDownBy: 2, maxBitrate: 500_000 }
  const quarter = { scaleResolutionDownBy: 4, maxBitrate: 150_000 }
  if (height >= 640) return [quarter, half, full]
  if (height >= 360) return [half, full]
  return [full]
}

/** What a camera's whole picture may take (bits per second). */
export function fullBitrate(height: number): number {
  if (height > 720) return 3_000_000
  if (height >= 640) return 1_500_000
  return height >= 360 ? 900_000 : 400_000
}
