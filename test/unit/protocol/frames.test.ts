import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type ErrorCode, errors } from '../../../protocol/wire/errors.ts'
import {
  failureFrame,
  hostFrameSchema,
  notificationFrame,
  requestFrame,
  requestSchema,
  successFrame,
} from '../../../protocol/wire/frames.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const id = fc.oneof(fc.maxSafeNat(), fc.string({ minLength: 1, maxLength: 64 }))
const params = fc.dictionary(
  fc.string().filter((key) => key !== '__proto__'),
  fc.jsonValue(),
)
const method = fc.string({ minLength: 1, maxLength: 64 })
/** What JSON makes of a value: it has no −0, for one. */
function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

describe('P-FRAME-2 a request', () => {
  test('reads as it was written', () => {
    fc.assert(
      fc.property(id, method, params, (requestId, name, given) => {
        expect(requestSchema.parse(JSON.parse(requestFrame(requestId, name, given)))).toEqual(
          overTheWire({ jsonrpc: '2.0', id: requestId, method: name, params: given }),
        )
      }),
    )
  })

  test('may leave its parameters out', () => {
    expect(requestSchema.parse({ jsonrpc: '2.0', id: 1, method: 'session.leave' }).params).toEqual({})
  })

  const good = { jsonrpc: '2.0', id: 1, method: 'chat.send', params: {} }
  test.each([
    ['no id', { ...good, id: undefined }],
    ['a null id', { ...good, id: null }],
    ['a negative id', { ...good, id: -1 }],
    ['an id with a fraction', { ...good, id: 1.5 }],
    ['an id past the safe integers', { ...good, id: 2 ** 53 }],
    ['an empty id', { ...good, id: '' }],
    ['an id of 65 letters', { ...good, id: 'a'.repeat(65) }],
    ['another version', { ...good, jsonrpc: '1.0' }],
    ['no version', { id: 1, method: 'chat.send' }],
    ['an empty method', { ...good, method: '' }],
    ['a method of 65 letters', { ...good, method: 'a'.repeat(65) }],
    ['parameters by position', { ...good, params: [1] }],
    ['parameters of null', { ...good, params: null }],
    ['a field that no request has', { ...good, result: {} }],
    ['a batch', [good]],
    ['a string', 'chat.send'],
    ['null', null],
  ])('is no request: %s', (_what, frame) => {
    expect(requestSchema.safeParse(frame).success).toBe(false)
  })

  test('whatever JSON comes in, reading it does not throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => typeof requestSchema.safeParse(value).success === 'boolean'),
    )
  })
})

describe('what a host sends', () => {
  test('P-FRAME-4 an answer bears the id of its request', () => {
    fc.assert(
      fc.property(id, params, (requestId, result) => {
        expect(hostFrameSchema.parse(JSON.parse(successFrame(requestId, result)))).toEqual(
          overTheWire({ jsonrpc: '2.0', id: requestId, result }),
        )
      }),
    )
  })

  test('P-ERR-1 a refusal carries number, sentence and code, whatever its details say', () => {
    for (const code of Object.keys(errors) as ErrorCode[]) {
      const frame = failureFrame(7, code, undefined, { retryAfterMs: 5, code: 'something else' })
      expect(hostFrameSchema.parse(JSON.parse(frame))).toEqual({
        jsonrpc: '2.0',
        id: 7,
        error: { code: errors[code].rpc, message: errors[code].message, data: { code, retryAfterMs: 5 } },
      })
    }
  })

  test('a refusal of a frame without an id has the id null', () => {
    expect(hostFrameSchema.parse(JSON.parse(failureFrame(null, 'parse_error')))).toMatchObject({ id: null })
  })

  test('P-ERR-3 a code that this client does not know yet reads as internal', () => {
    const error = { code: -32099, message: 'Not on Sundays.', data: { code: 'sunday' } }
    expect(hostFrameSchema.parse({ jsonrpc: '2.0', id: 1, error })).toMatchObject({
      error: { message: 'Not on Sundays.', data: { code: 'internal' } },
    })
  })

  test('news has no id', () => {
    const frame = hostFrameSchema.parse(JSON.parse(notificationFrame('media.speakers', { peers: [] })))
    expect(frame).toEqual({ jsonrpc: '2.0', method: 'media.speakers', params: { peers: [] } })
  })
})
