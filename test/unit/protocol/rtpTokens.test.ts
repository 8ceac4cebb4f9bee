import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { directMessageSchema } from '../../../protocol/wire/directMessage.ts'
import {
  dtlsParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
} from '../../../protocol/wire/media/media.ts'
import { rtpTokens } from '../../../protocol/wire/media/rtpTokens.ts'

/** What would end a word of a session description, or its line. */
const BREAKS = [
  '\r',
  '\n',
  '\r\na=candidate:1',
  ' ',
  '\t',
  '\0',
  '\u0085',
  '\u2028',
  'é',
  '\u202e',
  '\ud800',
] as const
/** With what each begins that is accepted; some standards' own grammars know a space or a `;` as well. */
const HONEST: Readonly<Record<keyof typeof rtpTokens, string>> = {
  mimeType: 'audio/opus',
  parameterName: 'x-google-max-bitrate',
  parameterValue: 'Z0IAKeKQFAe2AtwEBAaQeJEV,aM48gA==',
  feedback: 'transport-cc',
  mid: 'a0',
  rid: 'r0',
  msid: '{5e6f} 9b0c-1d2e',
  cname: 'K3rO/+b2',
  uri: 'urn:ietf:params:rtp-hdrext:sdes:mid',
  scalabilityMode: 'L3T3_KEY',
  usernameFragment: 'uF+/',
  password: 'x'.repeat(22),
  foundation: 'udpcandidate',
  address: 'fe80::1',
  id: '0b36b6e8-53f3-4c9e-8d2a-4b6f8a5c7d11',
}

describe.each(Object.entries(HONEST))('P-SDP-1 %s', (name, honest) => {
  const schema = rtpTokens[name as keyof typeof rtpTokens]

  it('is what its standard says', () => {
    expect(schema.safeParse(honest).success).toBe(true)
    expect(schema.safeParse(`${honest}${'x'.repeat(2000)}`).success).toBe(false)
  })

  it('never holds what ends its word or line', () => {
    for (const text of BREAKS)
      for (const evil of [`${honest}${text}`, `${text}${honest}`, `${honest}${text}${honest}`]) {
        // An msid is two words.
        const accepted = schema.safeParse(evil).success
        expect(accepted, JSON.stringify(evil)).toBe(false)
      }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        if (schema.safeParse(text).success)
          expect(text).toMatch(name === 'msid' ? /^[!-~]+( [!-~]+)?$/ : /^[!-~]*$/)
      }),
    )
  })
})

/** All texts of an object, by the way to them, with each in turn spoilt. */
function spoilt(value: object, text: string): object[] {
  return Object.entries(value).flatMap(([key, part]): object[] => {
    if (typeof part === 'string') return [{ ...value, [key]: `${part}${text}` }]
    if (Array.isArray(part))
      return part.flatMap((one: unknown, index) =>
        typeof one === 'object' && one !== null
          ? spoilt(one, text).map((bad) => ({ ...value, [key]: part.with(index, bad) }))
          : [],
      )
    return typeof part === 'object' && part !== null
      ? spoilt(part as object, text).map((bad) => ({ ...value, [key]: bad }))
      : []
  })
}

const feedback = [{ type: 'nack', parameter: 'pli' }]
const parameters = { 'profile-level-id': '42e01f' }
const codec = { mimeType: 'video/H264', clockRate: 90_000, parameters, rtcpFeedback: feedback }
const uri = 'urn:ietf:params:rtp-hdrext:sdes:mid'
const wholes = [
  [
    'rtpParameters',
    rtpParametersSchema,
    {
      mid: '0',
      msid: 'stream track',
      codecs: [{ ...codec, payloadType: 96 }],
      headerExtensions: [{ uri, id: 1, parameters: { some: 'value' } }],
      encodings: [{ ssrc: 1, rid: 'r0', scalabilityMode: 'L1T3' }],
      rtcp: { cname: 'somebody' },
    },
    11,
  ],
  [
    'rtpCapabilities',
    rtpCapabilitiesSchema,
    {
      codecs: [{ ...codec, kind: 'video', preferredPayloadType: 96 }],
      headerExtensions: [{ kind: 'video', uri, preferredId: 1, direction: 'sendrecv' }],
    },
    8,
  ],
  [
    'dtlsParameters',
    dtlsParametersSchema,
    {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
    },
    3,
  ],
  [
    'a candidate between two people',
    directMessageSchema,
    {
      type: 'candidate',
      call: 1,
      candidate: {
        candidate: 'candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host',
        sdpMid: '0',
        sdpMLineIndex: 0,
        usernameFragment: 'abcd',
      },
    },
    4,
  ],
  [
    'a description between two people',
    directMessageSchema,
    {
      type: 'description',
      call: 1,
      description: { type: 'offer', sdp: 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n' },
      tracks: [{ mid: '0', track: 'A'.repeat(22) }],
    },
    5,
  ],
] as const

test.each(wholes)(
  'P-SDP-1 P-DIRECT-4 no text of %s takes a line of its own',
  (_name, schema, honest, texts) => {
    expect(schema.safeParse(honest).success).toBe(true)
    const bad = spoilt(honest, '\r\ngarbage line')
    expect(bad).toHaveLength(texts)
    for (const one of bad) expect(schema.safeParse(one).success, JSON.stringify(one)).toBe(false)
  },
)

test('P-SDP-1 a fingerprint is as long as its algorithm says', () => {
  const of = (algorithm: string, pairs: number) =>
    dtlsParametersSchema.safeParse({
      fingerprints: [{ algorithm, value: Array.from({ length: pairs }, () => '0f').join(':') }],
    }).success
  const lengths = { 'sha-1': 20, 'sha-224': 28, 'sha-256': 32, 'sha-384': 48, 'sha-512': 64 }
  for (const [algorithm, bytes] of Object.entries(lengths))
    expect([of(algorithm, bytes - 1), of(algorithm, bytes), of(algorithm, bytes + 1)]).toEqual([
      false,
      true,
      false,
    ])
})
