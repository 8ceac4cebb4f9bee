import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { methodCases } from './methodCases.ts'
import { BINARY, CLOSE, CONTINUATION, PING, PONG, rawFrame, TEXT } from '../../fixtures/RawSocket.ts'

/**
 * What is written on a fresh socket, and all that the host says to it, in order: `answer ID CODE`, `pong HEX`,
 * `close CODE`. Without a `close` at the end the socket must live on.
 */
export interface RawFrameCase {
  readonly name: string
  readonly bytes: readonly Buffer[]
  readonly said: readonly string[]
}

/** Close codes of RFC 6455 §7.4.1 with which a host answers to broken frames. */
const PROTOCOL_ERROR = 1002
const NOT_UTF8 = 1007
const TOO_MANY_PIECES = 1008

const REFUSED = 'not_joined'

/** A request that is always refused, brought to a length in bytes by spaces, which JSON does not count. */
function request(id: number | string = 1, length = 0): Buffer {
  return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method: 'session.leave' }).padEnd(length))
}

function answer(id: number | string = 1): string {
  return `answer ${JSON.stringify(id)} ${REFUSED}`
}

/** A message in pieces that end at these offsets. */
function pieces(opcode: number, payload: Buffer, offsets: readonly number[]): Buffer[] {
  const borders = [0, ...offsets, payload.length]
  return borders.slice(1).map((end, index) =>
    rawFrame(index === 0 ? opcode : CONTINUATION, payload.subarray(borders[index], end), {
      final: index === borders.length - 2,
    }),
  )
}

/** Offsets that part `length` bytes into `count` pieces. */
function even(length: number, count: number): number[] {
  return Array.from({ length: count - 1 }, (_, index) => Math.floor((length * (index + 1)) / count))
}

function closing(code: number, reason: Buffer | string = ''): Buffer {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(code)
  return Buffer.concat([head, Buffer.from(reason)])
}

function one(name: string, bytes: Buffer | readonly Buffer[], ...said: string[]): RawFrameCase {
  return { name, bytes: Buffer.isBuffer(bytes) ? [bytes] : (bytes as readonly Buffer[]), said }
}

function broken(name: string, bytes: Buffer | readonly Buffer[], code: number): RawFrameCase {
  return one(name, bytes, `close ${code}`)
}

const opcodeNames: Readonly<Record<number, string>> = {
  [CONTINUATION]: 'continuation',
  [TEXT]: 'text',
  [BINARY]: 'binary',
  [CLOSE]: 'close',
  [PING]: 'ping',
  [PONG]: 'pong',
}

const lengths: RawFrameCase[] = [
  ...[125, 126, 127, 128, 255, 256, 65_534, 65_535, 65_536].map((length) =>
    one(`a text of ${length} bytes`, rawFrame(TEXT, request(1, length)), answer()),
  ),
  ...[limits.frameBytes + 1, limits.frameBytes + 2, limits.frameBytes * 2].map((length) =>
    broken(`a text of ${length} bytes`, rawFrame(TEXT, request(1, length)), closeCodes.frameTooBig),
  ),
  // The RFC asks senders for the shortest form (§5.2); a reader that takes the others, too, loses nothing.
  one('a short length written in 2 bytes', rawFrame(TEXT, request(), { lengthBytes: 2 }), answer()),
  one('a short length written in 8 bytes', rawFrame(TEXT, request(), { lengthBytes: 8 }), answer()),
  one('a middle length in 8 bytes', rawFrame(TEXT, request(1, 300), { lengthBytes: 8 }), answer()),
  ...[limits.frameBytes + 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1].map((claims) =>
    broken(
      `a frame that claims ${claims} bytes and sends ten`,
      rawFrame(TEXT, 'x'.repeat(10), { claims: BigInt(claims), lengthBytes: 8 }),
      closeCodes.frameTooBig,
    ),
  ),
  ...[2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n].map((claims) =>
    broken(
      `a frame that claims ${claims} bytes`,
      rawFrame(TEXT, 'x', { claims, lengthBytes: 8 }),
      closeCodes.frameTooBig,
    ),
  ),
  ...[BINARY, TEXT].map((opcode) =>
    one(`an empty ${opcodeNames[opcode]}`, rawFrame(opcode, ''), 'answer null parse_error'),
  ),
  ...[1, 125, 126, 65_535, 65_536].map((length) =>
    one(`a binary of ${length} bytes`, rawFrame(BINARY, Buffer.alloc(length)), 'answer null parse_error'),
  ),
  broken(
    'a binary past the limit',
    rawFrame(BINARY, Buffer.alloc(limits.frameBytes + 1)),
    closeCodes.frameTooBig,
  ),
]

const fragments: RawFrameCase[] = [
  ...Array.from({ length: limits.frameFragments - 1 }, (_, index) => index + 2).map((count) =>
    one(`a text in ${count} pieces`, pieces(TEXT, request(), even(request().length, count)), answer()),
  ),
  ...[limits.frameFragments + 1, limits.frameFragments * 3].map((count) =>
    broken(
      `a text in ${count} pieces`,
      pieces(TEXT, request(), even(request().length, count)),
      TOO_MANY_PIECES,
    ),
  ),
  one('a binary in pieces', pieces(BINARY, Buffer.alloc(9), [3, 6]), 'answer null parse_error'),
  one('a text with empty pieces', pieces(TEXT, request(), [0, 0, 5, 5, 5]), answer()),
  one(
    'a text of nothing in three empty pieces',
    pieces(TEXT, Buffer.alloc(0), [0, 0]),
    'answer null parse_error',
  ),
  broken('empty pieces without end', pieces(TEXT, Buffer.alloc(0), even(0, 40)), TOO_MANY_PIECES),
  one(
    'pieces of exactly the limit together',
    pieces(TEXT, request(1, limits.frameBytes), even(limits.frameBytes, limits.frameFragments)),
    answer(),
  ),
  ...[1, 2, 8, 16].map((count) =>
    broken(
      `one byte past the limit in ${count + 1} pieces`,
      pieces(
        TEXT,
        request(1, limits.frameBytes + 1),
        even(limits.frameBytes, count).concat(limits.frameBytes),
      ),
      closeCodes.frameTooBig,
    ),
  ),
  broken('a continuation of nothing', rawFrame(CONTINUATION, 'x'), PROTOCOL_ERROR),
  broken('an open continuation of nothing', rawFrame(CONTINUATION, 'x', { final: false }), PROTOCOL_ERROR),
  one(
    'a continuation after a whole text',
    [rawFrame(TEXT, request()), rawFrame(CONTINUATION, 'x')],
    answer(),
    `close ${PROTOCOL_ERROR}`,
  ),
  ...[TEXT, BINARY].flatMap((opcode) =>
    [true, false].map((final) =>
      broken(
        `${final ? 'a whole' : 'an open'} ${opcodeNames[opcode]} within an open text`,
        [rawFrame(TEXT, '{', { final: false }), rawFrame(opcode, '}', { final })],
        PROTOCOL_ERROR,
      ),
    ),
  ),
  one(
    'two texts in one packet',
    [rawFrame(TEXT, request(1)), rawFrame(TEXT, request(2))],
    answer(1),
    answer(2),
  ),
  one(
    'two texts in pieces one after the other',
    [...pieces(TEXT, request(1), [9]), ...pieces(TEXT, request(2), [20, 30])],
    answer(1),
    answer(2),
  ),
]

const interleaved: RawFrameCase[] = [
  ...[1, 2, 3, 4, 5].map((place) => {
    const parts = pieces(TEXT, request(), even(request().length, 6))
    return one(
      `a ping after piece ${place} of 6`,
      parts.toSpliced(place, 0, rawFrame(PING, 'now')),
      pong('now'),
      answer(),
    )
  }),
  ...[1, 2, 3, 4, 5].map((place) => {
    const parts = pieces(TEXT, request(), even(request().length, 6))
    return one(`a pong after piece ${place} of 6`, parts.toSpliced(place, 0, rawFrame(PONG, 'now')), answer())
  }),
  one(
    'a ping between all pieces',
    pieces(TEXT, request(), [10, 20]).flatMap((piece, index) => [piece, rawFrame(PING, `${index}`)]),
    pong('0'),
    pong('1'),
    answer(),
    pong('2'),
  ),
  one(
    'a goodbye within an open text',
    [rawFrame(TEXT, '{', { final: false }), rawFrame(CLOSE, closing(1000))],
    'close 1000',
  ),
  broken(
    'an open ping within an open text',
    [rawFrame(TEXT, '{', { final: false }), rawFrame(PING, '', { final: false })],
    PROTOCOL_ERROR,
  ),
]

function pong(payload: Buffer | string): string {
  return `pong ${Buffer.from(payload).toString('hex')}`
}

const reserved: RawFrameCase[] = [
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((bits) =>
    [TEXT, BINARY, PING, PONG, CLOSE].map((opcode) =>
      broken(
        `a ${opcodeNames[opcode]} with the reserved bits ${bits.toString(2).padStart(3, '0')}`,
        rawFrame(opcode, opcode === CLOSE ? closing(1000) : request(), { reserved: bits }),
        PROTOCOL_ERROR,
      ),
    ),
  ),
  ...[1, 2, 4, 7].map((bits) =>
    broken(
      `a continuation with the reserved bits ${bits.toString(2).padStart(3, '0')}`,
      [rawFrame(TEXT, '{', { final: false }), rawFrame(CONTINUATION, '}', { reserved: bits })],
      PROTOCOL_ERROR,
    ),
  ),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) =>
    [true, false].map((final) =>
      broken(
        `${final ? 'a whole' : 'an open'} frame of the unused opcode ${opcode}`,
        rawFrame(opcode, 'x', { final }),
        PROTOCOL_ERROR,
      ),
    ),
  ),
  ...[TEXT, BINARY, PING, PONG, CLOSE].flatMap((opcode) =>
    ['', 'hello'].map((payload) =>
      broken(
        `${payload === '' ? 'an empty' : 'a'} ${opcodeNames[opcode]} without a mask`,
        rawFrame(opcode, payload, { masked: false }),
        PROTOCOL_ERROR,
      ),
    ),
  ),
  ...[126, 65_536].map((length) =>
    broken(
      `a text of ${length} bytes without a mask`,
      rawFrame(TEXT, request(1, length), { masked: false }),
      PROTOCOL_ERROR,
    ),
  ),
  broken(
    'a continuation without a mask',
    [rawFrame(TEXT, '{', { final: false }), rawFrame(CONTINUATION, '}', { masked: false })],
    PROTOCOL_ERROR,
  ),
]

const control: RawFrameCase[] = [
  ...[0, 1, 2, 64, 124, 125].map((length) => {
    const payload = Buffer.alloc(length, 'ping!')
    return one(`a ping of ${length} bytes comes back as it was`, rawFrame(PING, payload), pong(payload))
  }),
  one(
    'a ping of bytes that are no text',
    rawFrame(PING, Buffer.from([0xff, 0, 0xc0])),
    pong(Buffer.from([0xff, 0, 0xc0])),
  ),
  one(
    'ten pings in one packet come back in order',
    Array.from({ length: 10 }, (_, index) => rawFrame(PING, `${index}`)),
    ...Array.from({ length: 10 }, (_, index) => pong(`${index}`)),
  ),
  ...[0, 1, 125].map((length) =>
    one(`a pong of ${length} bytes that nobody asked for`, rawFrame(PONG, Buffer.alloc(length))),
  ),
  ...[PING, PONG, CLOSE].flatMap((opcode) => [
    ...[126, 127, 65_535, 65_536].map((length) =>
      broken(
        `a ${opcodeNames[opcode]} of ${length} bytes`,
        rawFrame(opcode, Buffer.alloc(length)),
        PROTOCOL_ERROR,
      ),
    ),
    broken(
      `a ${opcodeNames[opcode]} whose short length is written in 2 bytes`,
      rawFrame(opcode, closing(1000), { lengthBytes: 2 }),
      PROTOCOL_ERROR,
    ),
    broken(
      `a ${opcodeNames[opcode]} whose short length is written in 8 bytes`,
      rawFrame(opcode, closing(1000), { lengthBytes: 8 }),
      PROTOCOL_ERROR,
    ),
    broken(
      `a ${opcodeNames[opcode]} in pieces`,
      rawFrame(opcode, closing(1000), { final: false }),
      PROTOCOL_ERROR,
    ),
  ]),
]

const validCodes = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4001, 4500, 4999,
]
const invalidCodes = [
  0, 1, 125, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000, 10_000, 32_768, 65_535,
]

const goodbyes: RawFrameCase[] = [
  ...validCodes.map((code) =>
    one(`a goodbye with ${code} comes back`, rawFrame(CLOSE, closing(code)), `close ${code}`),
  ),
  ...invalidCodes.map((code) =>
    broken(`a goodbye with ${code}, which nobody may send`, rawFrame(CLOSE, closing(code)), PROTOCOL_ERROR),
  ),
  one('a goodbye without a code', rawFrame(CLOSE, ''), 'close none'),
  broken('a goodbye with half a code', rawFrame(CLOSE, Buffer.from([3])), PROTOCOL_ERROR),
  ...[1, 122, 123].map((length) =>
    one(
      `a goodbye with a reason of ${length} bytes`,
      rawFrame(CLOSE, closing(1000, 'r'.repeat(length))),
      'close 1000',
    ),
  ),
  broken(
    'a goodbye with a reason of 124 bytes',
    rawFrame(CLOSE, closing(1000, 'r'.repeat(124))),
    PROTOCOL_ERROR,
  ),
  one('a goodbye with a reason in emoji', rawFrame(CLOSE, closing(1000, '👋🏽')), 'close 1000'),
  one('two goodbyes', [rawFrame(CLOSE, closing(1000)), rawFrame(CLOSE, closing(1001))], 'close 1000'),
  one(
    'a request after the goodbye',
    [rawFrame(CLOSE, closing(1000)), rawFrame(TEXT, request())],
    'close 1000',
  ),
  one('a ping after the goodbye', [rawFrame(CLOSE, closing(1000)), rawFrame(PING, 'x')], 'close 1000'),
  one(
    'a request before the goodbye',
    [rawFrame(TEXT, request()), rawFrame(PING, 'x'), rawFrame(CLOSE, closing(1000))],
    pong('x'),
    answer(),
    'close 1000',
  ),
]

/** Sequences that RFC 3629 does not allow. */
const notUtf8: readonly (readonly number[])[] = [
  [0x80],
  [0xbf],
  [0x80, 0x80],
  [0xc0],
  [0xc0, 0x80],
  [0xc1, 0xbf],
  [0xc3],
  [0xc3, 0x28],
  [0xe0, 0x80, 0x80],
  [0xe0, 0x9f, 0xbf],
  [0xe2, 0x82],
  [0xe2, 0x28, 0xa1],
  [0xed, 0xa0, 0x80],
  [0xed, 0xbf, 0xbf],
  [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  [0xf0, 0x80, 0x80, 0x80],
  [0xf0, 0x8f, 0xbf, 0xbf],
  [0xf0, 0x9f, 0x98],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80],
  [0xfe],
  [0xff],
]

/** Letters at the borders of what UTF-8 can write. */
const oddLetters = [
  '\u007f',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\ud7ff',
  '\ue000',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
  'a\u0301',
  '👩‍👩‍👧',
]

const texts: RawFrameCase[] = [
  ...notUtf8.flatMap((sequence) => {
    const bytes = Buffer.from(sequence)
    const shown = bytes.toString('hex')
    const inText = Buffer.concat([Buffer.from('{"id":"'), bytes, Buffer.from('"}')])
    return [
      broken(`a text with the bytes ${shown}`, rawFrame(TEXT, inText), NOT_UTF8),
      broken(`a text in pieces, the bytes ${shown} at a border`, pieces(TEXT, inText, [8]), NOT_UTF8),
      broken(`a goodbye with the bytes ${shown}`, rawFrame(CLOSE, closing(1000, bytes)), NOT_UTF8),
    ]
  }),
  ...oddLetters.map((letter) =>
    one(`a text with the letter ${escape(letter)}`, rawFrame(TEXT, request(letter)), answer(letter)),
  ),
  ...Array.from({ length: Buffer.byteLength('é€😀') - 1 }, (_, index) => index + 1).map((offset) => {
    const bytes = request('é€😀')
    const start = bytes.indexOf('é')
    return one(`a text cut ${offset} bytes into é€😀`, pieces(TEXT, bytes, [start + offset]), answer('é€😀'))
  }),
  one(
    'a text cut after each byte of é€😀',
    pieces(
      TEXT,
      request('é€😀'),
      Array.from({ length: 9 }, (_, index) => request('é€😀').indexOf('é') + index),
    ),
    answer('é€😀'),
  ),
]

function escape(letters: string): string {
  return [...letters].map((letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16)}`).join(' ')
}

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const nested = (id: number, depth: number) =>
  `{"jsonrpc":"2.0","id":${id},"method":"session.leave","params":{"more":${deep(depth)}}}`

const messages: RawFrameCase[] = [
  // The request itself and its params are two levels.
  one('lists within each other up to the limit', rawFrame(TEXT, nested(3, limits.frameDepth - 2)), answer(3)),
  one('one list more', rawFrame(TEXT, nested(3, limits.frameDepth - 1)), 'answer 3 bad_frame'),
  one('10,000 lists within each other', rawFrame(TEXT, nested(3, 10_000)), 'answer 3 bad_frame'),
  one('10,000 lists and nothing else', rawFrame(TEXT, deep(10_000)), 'answer null bad_frame'),
  one(
    '10,000 objects within each other',
    rawFrame(TEXT, `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
    'answer null bad_frame',
  ),
  one('10,000 lists that never end', rawFrame(TEXT, '['.repeat(10_000)), 'answer null parse_error'),
  one(
    `${limits.badFrames - 1} broken messages`,
    Array.from({ length: limits.badFrames - 1 }, () => rawFrame(TEXT, '?')),
    ...Array.from({ length: limits.badFrames - 1 }, () => 'answer null parse_error'),
  ),
  one(
    `${limits.badFrames} broken messages`,
    Array.from({ length: limits.badFrames }, () => rawFrame(TEXT, '?')),
    ...Array.from({ length: limits.badFrames }, () => 'answer null parse_error'),
    `close ${closeCodes.badFrames}`,
  ),
]

export const rawFrameCases: readonly RawFrameCase[] = [
  ...lengths,
  ...fragments,
  ...interleaved,
  ...reserved,
  ...control,
  ...goodbyes,
  ...texts,
  ...messages,
  ...methodCases,
]
