import { describe, expect, test } from 'vitest'
import {
  declareRed,
  repeatedPayloadType,
  tuneAnswer,
} from '../../../renderer/session/media/loss/answerSdp.ts'

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('')

const session = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0']
const offer = lines(
  ...session,
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9', 'a=mid:0', 'a=rtpmap:111 opus/48000/2'],
  ...['a=rtpmap:63 red/48000/2', 'a=fmtp:63 111/111', 'a=rtpmap:9 G722/8000'],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 96 118', 'a=mid:1', 'a=rtpmap:96 VP8/90000', 'a=rtpmap:118 red/90000'],
)
const voice = [
  'm=audio 7 UDP/TLS/RTP/SAVPF 111',
  'a=mid:0',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 usedtx=1',
]
const picture = [
  ...['m=video 7 UDP/TLS/RTP/SAVPF 96', 'a=mid:1', 'a=rtpmap:96 VP8/90000'],
  ...['a=fmtp:96 x-google-min-bitrate=300;x-google-start-bitrate=2500', 'a=simulcast:recv ~r0;~r1;~r2'],
]
const answer = lines(...session, ...voice, ...picture)
const nothing = {
  repeated: new Set<string>(),
  sizes: new Map<string, { rid: string; active: boolean }[]>(),
  least: null,
}

describe('an answer to what we offer', () => {
  test('stays as it is where nothing is to be different', () => {
    expect(tuneAnswer(answer, offer, nothing)).toBe(answer)
  })

  test('asks a voice that repeats itself for RED first, by the number of our browser', () => {
    const tuned = tuneAnswer(answer, offer, { ...nothing, repeated: new Set(['0']) })
    const red = ['a=rtpmap:63 red/48000/2', 'a=fmtp:63 111/111']
    const [, mid, opus, parameters] = voice
    const repeated = ['m=audio 7 UDP/TLS/RTP/SAVPF 63 111', mid ?? '', ...red, opus ?? '', parameters ?? '']
    expect(tuned).toBe(lines(...session, ...repeated, ...picture))
  })

  test('asks nobody for RED who does not offer it', () => {
    const without = offer.replace('a=rtpmap:63 red/48000/2\r\n', '')
    expect(tuneAnswer(answer, without, { ...nothing, repeated: new Set(['0']) })).toBe(answer)
  })

  test('names the sizes that are sent now, not those of the beginning', () => {
    const now = [
      { rid: 'r0', active: true },
      { rid: 'r1', active: false },
    ]
    const tuned = tuneAnswer(answer, offer, { ...nothing, sizes: new Map([['1', now]]) })
    expect(tuned).toBe(answer.replace('~r0;~r1;~r2', 'r0;~r1'))
  })

  test('keeps the estimate of the way from falling below what it has carried', () => {
    const tuned = tuneAnswer(answer, offer, { ...nothing, least: 1200 })
    expect(tuned).toBe(answer.replace('min-bitrate=300', 'min-bitrate=1200'))
  })
})

test('a host offers Opus repeated, whatever it says of it', () => {
  const part = (...said: string[]) =>
    lines(
      'v=0',
      'm=audio 7 UDP/TLS/RTP/SAVPF 111 100',
      'a=mid:a0',
      'a=rtpmap:111 opus/48000/2',
      ...said,
      'a=ptime:20',
    )
  const named = part('a=rtpmap:100 red/48000/2', 'a=fmtp:100 111/111')
  expect(declareRed(part('a=rtpmap:100 red/48000/2'))).toBe(named)
  expect(declareRed(part('a=rtpmap:100 red/48000/2', 'a=fmtp:100 63/63'))).toBe(named)
  expect(declareRed(part())).toBe(part())
})

test('the number of RED is told for the part that has it', () => {
  expect(repeatedPayloadType(offer, '0')).toBe(63)
  expect(repeatedPayloadType(offer, '1')).toBeNull()
  expect(repeatedPayloadType(offer, '2')).toBeNull()
})
