import { expect, test } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { errors, ProtocolError } from '../../../protocol/wire/errors.ts'

const entries = Object.entries(errors)

test('P-ERR-2 every error has a code and a number of its own, and a full sentence', () => {
  expect(new Set(entries.map(([, { rpc }]) => rpc)).size).toBe(entries.length)
  expect(new Set(entries.map(([, { message }]) => message)).size).toBe(entries.length)
  for (const [code, { rpc, message }] of entries) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(message).toMatch(/^[A-Z].*\.$/)
    // JSON-RPC 2.0 §5.1 keeps -32768 to -32000 for itself and leaves -32099 to -32000 of it to servers.
    const ofTheProtocol = [-32700, -32600, -32601, -32602, -32603]
    expect(ofTheProtocol.includes(rpc) || (rpc <= -32000 && rpc >= -32099), code).toBe(true)
  }
})

test('P-CLOSE-1 every close code has one meaning and is a code that an application may send', () => {
  const codes = Object.values(closeCodes)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes)
    expect([1000, 1001, 1009, 1012].includes(code) || (code >= 4000 && code <= 4999)).toBe(true)
})

test('an error carries its own sentence unless told a better one', () => {
  expect(new ProtocolError('room_full')).toMatchObject({ code: 'room_full', message: 'The room is full.' })
  expect(new ProtocolError('forbidden', 'Only downwards.', { retryAfterMs: 5 })).toMatchObject({
    code: 'forbidden',
    message: 'Only downwards.',
    details: { retryAfterMs: 5 },
  })
})
