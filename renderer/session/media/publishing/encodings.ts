import type { Source } from '../../../../protocol/wire/media/media.ts'
import type { VideoCodec } from '../../../../protocol/wire/media/videoCodecs.ts'
import type { ShareStyle } from '../../../media/screen/shareStyle.ts'

/** How a track is encoded from its start to its end; changing this needs a new session description. */
export interface SendShape {
  readonly source: Source
  /** Of pictures. */
  readonly codec: VideoCodec
  /** How many sizes of the picture there are, each with half the lines of the next; of sound, how many bitrates. */
  readonly sizes: number
  /**
   * `none`: each size is a stream of its own. `sizes`: the sizes are layers of one stream. `time`: there is one stream
   * in the largest size that anybody watches. The latter two have layers of time, of which slow networks get fewer.
   */
  readonly layers: 'none' | 'time' | 'sizes'
}

/** What may change while a track is sent. */
export interface EncodingState {
  /** Lines of the captured picture; 0 where nobody says. */
  readonly height: number
  /** Of a share. */
  readonly style: ShareStyle | null
  /** False: connected, but nothing is sent. */
  readonly active: boolean
  /** The largest size that somebody watches, from 0; null: nobody watches any. */
  readonly layer: number | null
  /** Whether the largest size has just been asked for again: until it flows, what is between takes little. */
  readonly climbing: boolean
}

/** The types of browsers do not have the layers yet. */
export interface Encoding extends RTCRtpEncodingParameters {
  readonly scalabilityMode?: string
}

/** Few frames of text that stays sharp, or a film that moves; with half the lines, for those with a slow network, so many bits. */
const SHARES = {
  detail: { maxBitrate: 3_000_000, maxFramerate: 15 },
  motion: { maxBitrate: 4_000_000, maxFramerate: 30 },
} as const
/** What still sounds well, for the sake of pictures on a slow line, and all that is heard; a film's sound has two channels. */
const VOICE_BITRATES = [28_000, 48_000] as const
const FILM_BITRATES = [36_000, 128_000] as const
/** Browsers begin with a size when there is room for all smaller ones at their best; the middle one would take two seconds of that. */
const CLIMBING_BITRATE = 100_000
const HALF_SHARE_BITRATE = { large: 200_000, small: 150_000 } as const

/**
 * How a track is best encoded. A camera goes out in up to three sizes at once, so that a thumbnail costs a thumbnail's
 * bits; small cameras in fewer, since nothing smaller than 180 lines is worth looking at. VP9 makes them layers of one
 * stream, which costs fewer bits. AV1 is one size: docs/architecture.md. A share has a second size only where it has no
 * layers of time: a text in half its size is better than none, and what comes in one size only fills a slow line so that
 * nothing at all gets through.
 */
export function trackShape(source: Source, codec: VideoCodec, height: number): SendShape {
  const layers = codec === 'VP9' ? 'sizes' : codec === 'AV1' ? 'time' : 'none'
  return { source, codec, sizes: sizesOf(source, layers, height), layers }
}

function sizesOf(source: Source, layers: SendShape['layers'], height: number): number {
  switch (source) {
    case 'camera':
      return height >= 640 ? 3 : height >= 360 ? 2 : 1
    case 'screen':
      return layers === 'none' && height >= 360 ? 2 : 1
    case 'microphone':
      return VOICE_BITRATES.length
    case 'screenSound':
      return FILM_BITRATES.length
    default:
      return source satisfies never
  }
}

/** The encodings of a track as they are to be now, the smallest size first. Bitrates are bits per second. */
export function encodings(shape: SendShape, now: EncodingState): Encoding[] {
  const { source, sizes, layers } = shape
  const active = now.active && now.layer !== null
  switch (source) {
    case 'microphone':
      return [{ active: now.active, maxBitrate: VOICE_BITRATES[now.layer === 0 ? 0 : 1] }]
    case 'screenSound':
      return [{ active: now.active, maxBitrate: FILM_BITRATES[now.layer === 0 ? 0 : 1] }]
    case 'screen': {
      const share = { active, ...SHARES[now.style ?? 'detail'] }
      if (layers !== 'none') return [{ ...share, scalabilityMode: 'L1T3' }]
      if (sizes === 1) return [share]
      const maxBitrate = HALF_SHARE_BITRATE[now.height >= 720 ? 'large' : 'small']
      const half = { ...share, maxBitrate, scaleResolutionDownBy: 2 }
      return [half, { ...share, active: active && now.layer !== 0, scaleResolutionDownBy: 1 }]
    }
    case 'camera': {
      const smaller = Array.from({ length: sizes - 1 }, (_, size) => 2 ** (sizes - 1 - size))
      const bitrates = [...smaller.map((by) => smallerBitrate(now.height / by)), fullBitrate(now.height)]
      const wanted = Math.min(sizes, (now.layer ?? sizes - 1) + 1)
      if (layers !== 'none') {
        const scalabilityMode = layers === 'sizes' && wanted > 1 ? `L${wanted}T3_KEY` : 'L1T3'
        // Fewer layers of a smaller picture: the same sizes as before, without the large ones.
        const scaleResolutionDownBy = 2 ** (sizes - wanted)
        return [{ active, maxBitrate: bitrates[wanted - 1] ?? 0, scaleResolutionDownBy, scalabilityMode }]
      }
      return bitrates.map((maxBitrate, size) => ({
        active: active && size < wanted,
        maxBitrate: now.climbing && size > 0 && size < wanted - 1 ? CLIMBING_BITRATE : maxBitrate,
        scaleResolutionDownBy: 2 ** (sizes - 1 - size),
        // Of three, a slow line would get a quarter of the frames of a picture, in place of all frames of a smaller one.
        ...(sizes > 1 && { scalabilityMode: 'L1T2' }),
      }))
    }
    default:
      return source satisfies never
  }
}

/** What a camera's whole picture may take. */
function fullBitrate(lines: number): number {
  if (lines > 720) return 3_000_000
  if (lines >= 640) return 1_500_000
  return lines >= 360 ? 900_000 : 400_000
}

/** What a smaller size may take: the smallest has to fit through a slow line beside two voices, whatever the camera is. */
function smallerBitrate(lines: number): number {
  if (lines > 360) return 900_000
  if (lines > 270) return 500_000
  return lines > 180 ? 250_000 : 150_000
}
