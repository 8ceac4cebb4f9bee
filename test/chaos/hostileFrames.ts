import fc from 'fast-check'
import type { RtpCapabilities } from '../../protocol/wire/media/media.ts'
import { type MethodName, methods } from '../../room/methods.ts'
import { mutate, type Request } from './mutate.ts'
import { valuesOf } from './valuesOf.ts'

/** What is true on the host right now, so that frames get past the first check. */
export interface World {
  readonly rooms: readonly string[]
  /** Ids of people and tracks. */
  readonly ids: readonly string[]
  readonly rtpCapabilities: RtpCapabilities | null
}

/** A frame to be sent: as text, or bytes that are sent as text or as binary. */
export type HostileFrame =
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'binary'; readonly bytes: Buffer }

const METHODS = Object.keys(methods) as MethodName[]

const dtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
}

/** Params that a schema alone would not make: those that get as far as the media worker. */
function realParams({ rooms, ids, rtpCapabilities }: World): fc.Arbitrary<readonly [string, object]> {
  const room = fc.constantFrom(...rooms)
  const media = rtpCapabilities === null ? {} : { rtpCapabilities }
  const ssrc = fc.integer({ min: 1, max: 2 ** 32 - 1 })
  return fc.oneof(
    fc.tuple(
      fc.constant('session.join'),
      fc.record({
        protocol: fc.constant(1),
        room,
        name: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
        tracks: fc.constant([]),
      }),
    ),
    fc.tuple(
      fc.constant('session.join'),
      room.map((name) => ({ protocol: 1, room: name, name: 'Mallory', ...media })),
    ),
    fc.tuple(
      fc.constant('lobby.knock'),
      fc.tuple(room, fc.option(fc.string({ maxLength: 20 }), { nil: undefined })).map(([name, password]) => ({
        room: name,
        name: 'Mallory',
        ...(password !== undefined && { password }),
      })),
    ),
    fc.tuple(
      fc.constant('session.warm'),
      room.map((name) => ({ room: name, ...media })),
    ),
    fc.tuple(
      fc.constant('media.connect'),
      fc.constantFrom('send', 'recv').map((direction) => ({ direction, dtlsParameters })),
    ),
    fc.tuple(
      fc.constant('media.produce'),
      fc.tuple(ssrc, fc.boolean()).map(([one, muted]) => ({
        dtlsParameters,
        tracks: [
          {
            source: 'microphone',
            muted,
            rtpParameters: {
              codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
              encodings: [{ ssrc: one }],
            },
          },
        ],
      })),
    ),
    fc.tuple(
      fc.constant('media.produce'),
      ssrc.map((one) => ({
        tracks: [
          {
            source: 'camera',
            muted: false,
            rtpParameters: {
              mid: `${one % 7}`,
              codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }],
              encodings: [{ ssrc: one, scalabilityMode: 'L1T3' }],
            },
          },
        ],
      })),
    ),
    fc.tuple(
      fc.constant('chat.send'),
      fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }), to: fc.constantFrom(null, ...ids) }),
    ),
  )
}

/** Every method with params that fit it: from its schema, and real ones. */
function honestFrames(world: World): fc.Arbitrary<Request> {
  const fitting = METHODS.map((method) =>
    valuesOf(methods[method].params, world.ids).map((params) => [method, params] as const),
  )
  const id = fc.oneof(fc.nat(), fc.string({ minLength: 1, maxLength: 64 }))
  return fc
    .tuple(id, fc.oneof(...fitting, realParams(world), realParams(world), realParams(world)))
    .map(([key, [method, params]]) => ({ jsonrpc: '2.0', id: key, method, params }))
}

/** A text in which letters are missing, doubled or others. */
function garbled(texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(texts, fc.nat(), fc.nat(40), fc.string({ maxLength: 6 }))
    .map(([text, at, length, instead]) => {
      const start = at % (text.length + 1)
      return Buffer.from(`${text.slice(0, start)}${instead}${text.slice(start + length)}`)
    })
}

/** All that a hostile client may send: mostly requests with something wrong, and whole ones, and bytes. */
export function hostileFrames(world: World): fc.Arbitrary<HostileFrame> {
  const honest = honestFrames(world)
  const texts = honest.map((frame) => JSON.stringify(frame))
  const asText = (bytes: Buffer): HostileFrame => ({ kind: 'text', bytes })
  return fc.oneof(
    { weight: 400, arbitrary: texts.map((text) => asText(Buffer.from(text))) },
    { weight: 500, arbitrary: mutate(honest).map((text) => asText(Buffer.from(text))) },
    { weight: 40, arbitrary: garbled(texts).map(asText) },
    // Few, for most of them are not even text, which ends the socket.
    { weight: 3, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => asText(Buffer.from(bytes))) },
    { weight: 20, arbitrary: fc.string().map((text) => asText(Buffer.from(text))) },
    {
      weight: 10,
      arbitrary: fc
        .uint8Array({ maxLength: 200 })
        .map((bytes): HostileFrame => ({ kind: 'binary', bytes: Buffer.from(bytes) })),
    },
  )
}
