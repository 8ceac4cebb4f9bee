import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  debounced,
  connectionQuality,
  worst,
} from '../../../renderer/session/media/stats/connectionQuality.ts'
import { packetsBetween, streamRates } from '../../../renderer/session/media/stats/streamRates.ts'
import { readStats, type StreamSample } from '../../../renderer/session/media/stats/statsReport.ts'

const start: StreamSample = {
  key: 'received one 1',
  track: 'one',
  direction: 'received',
  kind: 'audio',
  atMs: 0,
  ...{ bytes: 0, packets: 0, lost: 0, concealed: 0, samples: 0, freezes: 0, frozenMs: 0 },
  ...{ jitterMs: 2, roundTripMs: null, width: null, height: null, framesPerSecond: null },
  ...{ codec: 'opus', layer: null, limitation: null },
}
/** Five seconds of undisturbed sound later. */
const later: StreamSample = { ...start, atMs: 5000, bytes: 25_000, packets: 250, samples: 240_000 }
const picture: Partial<StreamSample> = { kind: 'video', bytes: 500_000, packets: 500, samples: 0 }

const counter = fc.integer({ min: -10, max: 1_000_000 })
const samples = fc.record({
  ...{ key: fc.constant('k'), track: fc.constant('t'), codec: fc.constant(null), layer: fc.constant(null) },
  direction: fc.constantFrom('received', 'sent'),
  kind: fc.constantFrom('audio', 'video'),
  atMs: fc.integer({ min: 0, max: 10_000 }),
  ...{ bytes: counter, packets: counter, lost: counter, concealed: counter, samples: counter },
  ...{ freezes: counter, frozenMs: counter },
  jitterMs: fc.option(fc.nat(1000)),
  roundTripMs: fc.option(fc.nat(5000)),
  ...{ width: fc.constant(null), height: fc.constant(null), framesPerSecond: fc.constant(null) },
  limitation: fc.constantFrom(null, 'none', 'cpu', 'bandwidth', 'other'),
})

describe('rates', () => {
  test('are those of the time between two samples', () => {
    const before = { ...start, bytes: 1000, packets: 100, lost: 50 }
    const now = { ...later, bytes: 26_000, packets: 280, lost: 70, concealed: 24_000 }
    expect(streamRates(now, before)).toMatchObject({
      bitsPerSecond: 40_000,
      lossPercent: 10,
      concealedPercent: 10,
      jitterMs: 2,
      codec: 'opus',
    })
  })

  test('of a sent stream count the lost among those that were sent', () => {
    const now: StreamSample = { ...later, direction: 'sent', packets: 100, lost: 5 }
    expect(streamRates(now, { ...start, direction: 'sent' }).lossPercent).toBe(5)
  })

  test('there are none without an earlier sample, and none where the counting began anew', () => {
    expect(streamRates(later, undefined).bitsPerSecond).toBeNull()
    expect(streamRates(start, later).bitsPerSecond).toBeNull()
    expect(streamRates(later, later).bitsPerSecond).toBeNull()
  })

  test('few packets say nothing of loss', () => {
    expect(streamRates({ ...later, packets: 3, lost: 1 }, start).lossPercent).toBeNull()
  })

  test('whatever a browser counts, a rate is a number from 0, and a percentage one up to 100', () => {
    fc.assert(
      fc.property(samples, samples, (one, other) => {
        const { bitsPerSecond, ...rates } = streamRates(one, other)
        if (bitsPerSecond !== null) expect(bitsPerSecond).toBeGreaterThanOrEqual(0)
        for (const value of [rates.lossPercent, rates.concealedPercent, rates.frozenPercent]) {
          if (value === null) continue
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(100)
        }
        const { lost, expected } = packetsBetween(one, { ...other, direction: one.direction })
        expect(expected).toBeGreaterThanOrEqual(lost)
      }),
    )
  })
})

describe('the quality', () => {
  test.each<[string, Partial<StreamSample>, string]>([
    ['undisturbed sound', {}, 'good'],
    ['sound of which single packets are missing', { packets: 246, lost: 4 }, 'good'],
    ['sound with 4 % lost', { packets: 240, lost: 10 }, 'fair'],
    ['sound with 12 % lost', { packets: 220, lost: 30 }, 'poor'],
    ['sound with 5 % made up', { concealed: 12_000 }, 'fair'],
    ['sound with 20 % made up', { concealed: 48_000 }, 'poor'],
    ['sound with much jitter', { jitterMs: 60 }, 'fair'],
    ['a sent stream that takes 400 ms there and back', { direction: 'sent', roundTripMs: 400 }, 'fair'],
    ['a sent stream that takes a second', { direction: 'sent', roundTripMs: 1000 }, 'poor'],
    ['a picture with 4 % lost', { ...picture, packets: 480, lost: 20 }, 'good'],
    ['a picture with 10 % lost', { ...picture, packets: 450, lost: 50 }, 'fair'],
    ['a picture that hitched once', { ...picture, freezes: 1, frozenMs: 300 }, 'fair'],
    ['a picture that stood still for two of five seconds', { ...picture, frozenMs: 2000 }, 'poor'],
    [
      'a picture held down by the network',
      { ...picture, direction: 'sent', limitation: 'bandwidth' },
      'fair',
    ],
    ['a picture held down by the computer', { ...picture, direction: 'sent', limitation: 'cpu' }, 'good'],
    ['a stream at rest, whatever it was', { bytes: 0, packets: 0, jitterMs: 500 }, 'good'],
  ])('of %s', (_what, changes, quality) => {
    expect(connectionQuality({ ...later, ...changes }, { ...start, ...changes, ...counted })).toBe(quality)
  })

  test('never gets better by more loss', () => {
    const order = ['good', 'fair', 'poor']
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((lost) =>
          order.indexOf(connectionQuality({ ...later, lost }, start)),
        )
        expect(less).toBeLessThanOrEqual(more ?? 0)
      }),
    )
  })

  test('of a person is that of the worst stream; a mark waits for a second judgement, and goes at once', () => {
    expect(worst(['good', 'poor', 'fair'])).toBe('poor')
    expect(worst([])).toBe('good')
    expect(debounced('poor', 'good')).toBe('good')
    expect(debounced('poor', 'fair')).toBe('fair')
    expect(debounced('poor', 'poor')).toBe('poor')
    expect(debounced('good', 'poor')).toBe('good')
  })
})

const counted = { bytes: 0, packets: 0, lost: 0, concealed: 0, samples: 0, freezes: 0, frozenMs: 0 }

describe('what the browser has counted', () => {
  const entry = (id: string, type: string, values: object) =>
    [id, { id, type, timestamp: 1000, ...values }] as const

  test('is read stream by stream', () => {
    const report = new Map<string, unknown>([
      entry('codec', 'codec', { mimeType: 'video/VP8' }),
      entry('in', 'inbound-rtp', {
        ...{ kind: 'audio', ssrc: 1, trackIdentifier: 'bob', bytesReceived: 100, packetsReceived: 4 },
        ...{ packetsLost: -1, jitter: 0.003, concealedSamples: 50, silentConcealedSamples: 40 },
        totalSamplesReceived: 900,
      }),
      entry('source', 'media-source', { trackIdentifier: 'camera' }),
      entry('small', 'outbound-rtp', {
        ...{ kind: 'video', ssrc: 2, rid: 'r0', scalabilityMode: 'L1T3', mediaSourceId: 'source' },
        ...{ codecId: 'codec', remoteId: 'remote', bytesSent: 700, packetsSent: 9, frameWidth: 320 },
        ...{ frameHeight: 180, framesPerSecond: 30, qualityLimitationReason: 'cpu', active: true },
      }),
      entry('large', 'outbound-rtp', { kind: 'video', ssrc: 3, mediaSourceId: 'source', active: false }),
      entry('remote', 'remote-inbound-rtp', { packetsLost: 2, roundTripTime: 0.02 }),
      entry('pair', 'candidate-pair', { currentRoundTripTime: 0.004 }),
      entry('transport', 'transport', {
        ...{ selectedCandidatePairId: 'pair', bytesReceived: 5000, bytesSent: 6000 },
      }),
      ['strange', { id: 5 }],
    ])
    const { streams, ...connection } = readStats(report)
    expect(connection).toEqual({ receivedBytes: 5000, sentBytes: 6000, roundTripMs: 4 })
    expect(streams).toHaveLength(2)
    expect(streams[0]).toMatchObject({
      ...{ track: 'bob', direction: 'received', kind: 'audio', bytes: 100, lost: -1, jitterMs: 3 },
      ...{ concealed: 10, samples: 900 },
    })
    expect(streams[1]).toMatchObject({
      ...{ track: 'camera', direction: 'sent', codec: 'VP8', layer: 'r0 L1T3', lost: 2, roundTripMs: 20 },
      ...{ width: 320, height: 180, framesPerSecond: 30, limitation: 'cpu' },
    })
  })

  test('is read without an error, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.anything())), (report) => {
        expect(readStats(report).streams).toEqual([])
      }),
    )
  })
})
