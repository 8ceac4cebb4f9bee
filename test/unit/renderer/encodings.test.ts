import { describe, expect, it } from 'vitest'
import {
  encodings,
  type EncodingState,
  trackShape,
} from '../../../renderer/session/media/publishing/encodings.ts'

const whole: EncodingState = { height: 720, style: null, active: true, layer: 2, climbing: false }

describe('a camera', () => {
  it('goes out in as many sizes as its lines are worth', () => {
    const sizes = [180, 360, 480, 640, 1080].map((height) => trackShape('camera', 'VP8', height).sizes)
    expect(sizes).toEqual([1, 2, 2, 3, 3])
  })

  it.each(['VP8', 'H264'] as const)('in %s is a stream for each size that somebody watches', (codec) => {
    const shape = trackShape('camera', codec, 720)
    const streams = (state: Partial<EncodingState>) =>
      encodings(shape, { ...whole, ...state }).map(({ active, scaleResolutionDownBy, maxBitrate }) => [
        active,
        scaleResolutionDownBy,
        maxBitrate,
      ])
    const sizes = (...active: boolean[]) => [
      [active[0], 4, 150_000],
      [active[1], 2, 500_000],
      [active[2], 1, 1_500_000],
    ]
    expect(streams({})).toEqual(sizes(true, true, true))
    expect(streams({ layer: 0 })).toEqual(sizes(true, false, false))
    expect(streams({ layer: null })).toEqual(sizes(false, false, false))
    expect(streams({ active: false })).toEqual(sizes(false, false, false))
    const climbing = streams({ climbing: true }).map(([, , maxBitrate]) => maxBitrate)
    expect(climbing).toEqual([150_000, 100_000, 1_500_000])
  })

  it('in VP9 is one stream with as many layers as somebody watches', () => {
    const shape = trackShape('camera', 'VP9', 720)
    const stream = (layer: number | null) => encodings(shape, { ...whole, layer })
    expect(stream(2)).toEqual([
      { active: true, maxBitrate: 1_500_000, scaleResolutionDownBy: 1, scalabilityMode: 'L3T3_KEY' },
    ])
    expect(stream(1)).toEqual([
      { active: true, maxBitrate: 500_000, scaleResolutionDownBy: 2, scalabilityMode: 'L2T3_KEY' },
    ])
    expect(stream(0)).toEqual([
      { active: true, maxBitrate: 150_000, scaleResolutionDownBy: 4, scalabilityMode: 'L1T3' },
    ])
    expect(stream(null)).toMatchObject([{ active: false }])
  })

  it('in AV1 is one stream in the largest size that somebody watches', () => {
    const shape = trackShape('camera', 'AV1', 720)
    const modes = [2, 1, 0].map((layer) => {
      const [stream] = encodings(shape, { ...whole, layer })
      return [stream?.scaleResolutionDownBy, stream?.scalabilityMode]
    })
    expect(modes).toEqual([
      [1, 'L1T3'],
      [2, 'L1T3'],
      [4, 'L1T3'],
    ])
  })

  it('is given the bits of its lines when these change', () => {
    const shape = trackShape('camera', 'VP8', 720)
    const full = [360, 720, 1080].map((height) => encodings(shape, { ...whole, height }).at(-1)?.maxBitrate)
    expect(full).toEqual([900_000, 1_500_000, 3_000_000])
  })
})

it('a share is sharp or smooth, also in half its size, and rests while nobody looks at it', () => {
  const shape = trackShape('screen', 'VP8', 1080)
  const half = { maxBitrate: 200_000, scaleResolutionDownBy: 2 }
  const detail = { maxBitrate: 3_000_000, maxFramerate: 15, scaleResolutionDownBy: 1 }
  expect(encodings(shape, { ...whole, style: 'detail', layer: 1 })).toEqual([
    { ...detail, ...half, active: true },
    { ...detail, active: true },
  ])
  expect(encodings(shape, { ...whole, style: 'detail', layer: 0 })).toEqual([
    { ...detail, ...half, active: true },
    { ...detail, active: false },
  ])
  const motion = { active: false, maxBitrate: 4_000_000, maxFramerate: 30, scaleResolutionDownBy: 1 }
  expect(encodings(shape, { ...whole, style: 'motion', layer: null })).toEqual([
    { ...motion, ...half },
    motion,
  ])
  const small = encodings(trackShape('screen', 'VP8', 576), { ...whole, height: 576, style: 'detail' })
  expect(small.map(({ maxBitrate }) => maxBitrate)).toEqual([150_000, 3_000_000])
  expect(trackShape('screen', 'VP8', 300).sizes).toBe(1)
  const [layered] = encodings(trackShape('screen', 'VP9', 1080), { ...whole, style: 'detail' })
  expect(layered?.scalabilityMode).toBe('L1T3')
})

it('sound flows whatever is watched', () => {
  for (const source of ['microphone', 'screenSound'] as const)
    expect(encodings(trackShape(source, 'VP8', 0), { ...whole, layer: null })).toMatchObject([
      { active: true },
    ])
})

it.each([
  { source: 'screenSound', usual: 128_000, lean: 36_000 },
  { source: 'microphone', usual: 48_000, lean: 28_000 },
] as const)(
  "P-VIEW-6 of a $source fewer bits are sent where somebody's line needs them for pictures",
  ({ source, usual, lean }) => {
    const shape = trackShape(source, 'VP8', 0)
    const bitrate = (layer: number | null) => encodings(shape, { ...whole, layer })[0]?.maxBitrate
    expect([shape.sizes - 1, 1, null, 0].map(bitrate)).toEqual([usual, usual, usual, lean])
  },
)
