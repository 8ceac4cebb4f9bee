import * as mediasoup from 'mediasoup'
import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import {
  dtlsParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  transportSchema,
} from '../../../protocol/wire/media/media.ts'
import { requestFrame } from '../../../protocol/wire/frames.ts'

// What a real mediasoup says must pass protocol/wire/media/media.ts without losing anything: a field that the schema does
// not know would be dropped silently, and the call would fail far from here.

const ssrcs = [{ ssrc: 1111, rtx: { ssrc: 1112 } }]
const video: types.RtpParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'goog-remb' }],
    },
    { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
  encodings: ssrcs,
  rtcp: { cname: 'someone', reducedSize: true },
}

let worker: types.Worker
let router: types.Router

beforeAll(async () => {
  worker = await mediasoup.createWorker({ logLevel: 'none' })
  router = await worker.createRouter({
    mediaCodecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
      { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
      {
        kind: 'video',
        mimeType: 'video/H264',
        clockRate: 90_000,
        parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
      },
    ],
  })
})

afterAll(() => worker?.close())

/** A value as it looks after the wire: JSON leaves out what is undefined. */
function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

test('P-MEDIA-1 the capabilities of a router pass unchanged', () => {
  expect(rtpCapabilitiesSchema.parse(router.rtpCapabilities)).toEqual(overTheWire(router.rtpCapabilities))
})

test('P-MEDIA-1 transports, and the parameters of producers and consumers, pass unchanged', async () => {
  const listenInfos = [
    { protocol: 'udp' as const, ip: '127.0.0.1' },
    { protocol: 'tcp' as const, ip: '127.0.0.1' },
  ]
  const [send, recv] = await Promise.all([
    router.createWebRtcTransport({ listenInfos }),
    router.createWebRtcTransport({ listenInfos }),
  ])
  for (const { id, iceParameters, iceCandidates, dtlsParameters } of [send, recv]) {
    const transport = overTheWire({ id, iceParameters, iceCandidates, dtlsParameters })
    expect(transportSchema.parse(transport)).toEqual(transport)
  }
  expect(rtpParametersSchema.parse(video)).toEqual(video)
  const producer = await send.produce({
    kind: 'video',
    rtpParameters: rtpParametersSchema.parse(video) as typeof video,
  })
  const consumer = await recv.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities })
  expect(rtpParametersSchema.parse(overTheWire(consumer.rtpParameters))).toEqual(
    overTheWire(consumer.rtpParameters),
  )
})

test('P-MEDIA-1 what is out of bounds does not pass', () => {
  const [codec] = video.codecs
  const fingerprint = { algorithm: 'sha-256', value: 'AA' }
  const refused = [
    rtpCapabilitiesSchema.safeParse({
      codecs: Array.from({ length: 65 }, () => codec),
      headerExtensions: [],
    }),
    rtpParametersSchema.safeParse({ ...video, codecs: [] }),
    rtpParametersSchema.safeParse({ ...video, encodings: [] }),
    rtpParametersSchema.safeParse({ ...video, encodings: Array.from({ length: 5 }, () => ssrcs[0]) }),
    rtpParametersSchema.safeParse({ ...video, encodings: [{ ssrc: 2 ** 32 }] }),
    rtpParametersSchema.safeParse({ ...video, codecs: [{ ...codec, mimeType: 'v'.repeat(300) }] }),
    rtpParametersSchema.safeParse({ ...video, codecs: [{ ...codec, payloadType: 128 }] }),
    rtpParametersSchema.safeParse({ ...video, codecs: [{ ...codec, parameters: { apt: { deep: {} } } }] }),
    dtlsParametersSchema.safeParse({ fingerprints: [] }),
    dtlsParametersSchema.safeParse({ fingerprints: [{ ...fingerprint, algorithm: 'md5' }] }),
    dtlsParametersSchema.safeParse({ role: 'boss', fingerprints: [fingerprint] }),
  ]
  expect(refused.map(({ success }) => success)).toEqual(refused.map(() => false))
})

test('P-LIMIT-2 the largest honest frame is a small part of what a frame may have', () => {
  const layers = [1, 2, 3].map((number) => ({
    ...ssrcs[0],
    rid: `r${number}`,
    maxBitrate: 900_000,
    active: true,
  }))
  const track = { source: 'camera', rtpParameters: { ...video, encodings: layers }, muted: false }
  const tracks = Array.from({ length: limits.tracksPerPeer }, () => track)
  const fingerprints = [{ algorithm: 'sha-256', value: 'AA:'.repeat(32) }]
  const frame = requestFrame(1, 'media.produce', { dtlsParameters: { role: 'client', fingerprints }, tracks })
  expect(Buffer.byteLength(frame)).toBeLessThan(limits.frameBytes / 4)
})
