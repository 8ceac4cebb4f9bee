import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import type { types } from 'mediasoup-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Consumers, consumersSchema } from '../../../protocol/wire/media/media.ts'
import { consumerOptions } from '../../../renderer/session/media/subscribing/consumerOptions.ts'
import { soundOf } from '../../fixtures/MediaPerson.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// As the library itself writes a session description for a browser; it is no part of what it exports.
const load = createRequire(import.meta.url)
const library = dirname(load.resolve('mediasoup-client'))
interface Description {
  receive(section: object): void
  getSdp(): string
}
const { RemoteSdp } = load(join(library, 'handlers/sdp/RemoteSdp.js')) as {
  readonly RemoteSdp: new (transport: object) => Description
}

let host: RunningHost
let receiver: TestClient
let transport: object

beforeAll(async () => {
  host = await startHost()
  receiver = await TestClient.connect(host.base)
  const { rtpCapabilities } = await receiver.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  const { transports } = await receiver.request('session.warm', { room: 'demo', rtpCapabilities })
  transport = transports.recv
  await receiver.join('demo', 'Receiver')
})
afterAll(async () => {
  await receiver.close()
  await host.stop()
})

/** The lines of a description in which somebody receives these. */
function linesFor(consumers: Consumers): string[] {
  const description = new RemoteSdp(transport)
  for (const { options } of consumerOptions(consumers)) {
    const { id, kind, rtpParameters } = options as types.ConsumerOptions & {
      rtpParameters: types.RtpParameters
    }
    description.receive({
      mid: rtpParameters.mid,
      kind,
      offerRtpParameters: rtpParameters,
      streamId: id,
      trackId: id,
    })
  }
  return description.getSdp().split('\r\n')
}

/** Without what is random: numbers and ids. */
function shape(line: string): string {
  return line
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'ID')
    .replace(/cname:[\w-]{16}$/, 'cname:NAME')
    .replace(/ssrc:\d+/, 'ssrc:N')
    .replace(/FID \d+ \d+/, 'FID N N')
    .replace(/(mid:|BUNDLE )\d+$/, '$1N')
}

/** Somebody comes, sends this, and is received. */
async function receivedOf(rtpParameters: object, source = 'microphone'): Promise<string[] | null> {
  const sender = await TestClient.connect(host.base)
  try {
    const { rtpCapabilities } = await sender.hello()
    if (rtpCapabilities === null) throw new Error('The host has no media.')
    await sender.request('session.warm', { room: 'demo', rtpCapabilities })
    await sender.join('demo', 'Sender')
    const answer = await sender.ask('media.produce', { tracks: [{ source, muted: true, rtpParameters }] })
    if ('error' in answer) {
      expect(answer.error.data.code).toBe('bad_params')
      return null
    }
    const { tracks } = answer.result as { tracks: [string] }
    const { params } = await receiver.notification('media.consumers', ({ consumers }) =>
      consumersSchema.shape.consumers.parse(consumers).some(({ track }) => track === tracks[0]),
    )
    return linesFor(consumersSchema.parse(params)).map(shape)
  } finally {
    await sender.close()
  }
}

const { rtpParameters: honest } = soundOf('microphone', 4711)
const [opus] = honest.codecs

it('P-SDP-2 of whatever a sender says of a track, others get the same lines', async () => {
  const expected = await receivedOf(honest)
  expect(expected).toContain('a=ssrc:N cname:NAME')
  const text = fc.oneof(
    fc.constantFrom(
      'x\r\ngarbage line',
      '\r\na=candidate:1 1 udp 1 192.0.2.9 9 typ host',
      'a b',
      'é\u202e',
      ';',
      '',
    ),
    fc.string({ maxLength: 40 }),
    // What is accepted, and yet is nobody's business.
    fc.stringMatching(/^[\w+/.-]{1,40}$/),
    fc.string({ minLength: 2000, maxLength: 3000 }),
  )
  const value = fc.oneof(
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  )
  const name = fc.oneof(
    text,
    fc.constantFrom('x-google-start-bitrate', 'sps-pps-idr-in-keyframe', 'constructor'),
  )
  // One thing is odd at a time: else nearly all of it would be refused.
  const odd = fc.oneof(
    text.map((mid) => ({ mid })),
    text.map((msid) => ({ msid })),
    text.map((cname) => ({ rtcp: { cname } })),
    fc.dictionary(name, value, { maxKeys: 3 }).map((parameters) => ({ codecs: [{ ...opus, parameters }] })),
    fc.record({ type: text, parameter: text }).map((one) => ({ codecs: [{ ...opus, rtcpFeedback: [one] }] })),
    fc
      .record({
        uri: fc.oneof(
          text,
          text.map((path) => `urn:${path}`),
        ),
        parameters: fc.dictionary(name, value),
      })
      .map((extension) => ({ headerExtensions: [{ id: 5, ...extension }] })),
  )
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(odd, async (one) => {
      const lines = await receivedOf({ ...honest, ...one })
      if (lines === null) return
      accepted += 1
      expect(lines).toEqual(expected)
    }),
    { numRuns: 60 },
  )
  expect(accepted).toBeGreaterThan(5)
}, 120_000)

it('P-SDP-2 what decides how a sound is to be decoded gets through, and nothing that it cannot be', async () => {
  const [expected, stereo, odd] = [
    await receivedOf({ ...honest, codecs: [{ ...opus, parameters: {} }] }),
    await receivedOf({ ...honest, codecs: [{ ...opus, parameters: { stereo: 1, 'sprop-stereo': '1' } }] }),
    await receivedOf({ ...honest, codecs: [{ ...opus, parameters: { stereo: 7, useinbandfec: 'yes' } }] }),
  ]
  expect(stereo).toContain('a=fmtp:111 stereo=1;sprop-stereo=1')
  expect(odd).toEqual(expected)
})
