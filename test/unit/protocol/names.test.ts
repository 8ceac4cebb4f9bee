import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

function read(text: unknown): string {
  const answer = roomNameSchema.safeParse(text)
  return answer.success ? answer.data : `✗ ${answer.error.issues[0]?.message}`
}
const HIDDEN = '✗ The room name may not contain control characters.'
const LONG = '✗ The room name may have at most 64 letters.'
const MISSING = '✗ The room name is missing.'

describe('P-LIMIT-1 a name', () => {
  test.each([
    ['demo', 'demo'],
    ['  demo \n', 'demo'],
    ['Zoë', 'Zoë'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['my   weekly\u00a0meeting', 'my weekly meeting'],
    ['会議室', '会議室'],
    ['نادية', 'نادية'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['A\u200dda', 'Ada'],
    ['Ada\u202e', 'Ada'],
    ['\u200eA\u200bd\u00ada\ufeff', 'Ada'],
    ['Ada\u2800', 'Ada'],
    ['Ada\u2800Lovelace', 'Ada Lovelace'],
    ['demo\ufe0f', 'demo'],
    ['A\u0301\u0302\u0303\u0304\u0306\u0307da', 'Á\u0302\u0303\u0304\u0306da'],
    ['👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['__proto__', '__proto__'],
  ])('%j reads as %j', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    ['a\u0000b', HIDDEN],
    ['a\nb', HIDDEN],
    ['a\tb', HIDDEN],
    ['a\u001b[31mb', HIDDEN],
    ['a\u007fb', HIDDEN],
    ['a\u0085b', HIDDEN],
    ['a\u2028b', HIDDEN],
    ['a\u2029b', HIDDEN],
    ['a\ud800b', HIDDEN],
    ['a\udc00', HIDDEN],
    ['', MISSING],
    [' \u00a0\u3000', MISSING],
    ['\u200d\u200c', MISSING],
    ['\u0301', MISSING],
    ['\u2800', MISSING],
    ['\u3164', MISSING],
    ['\u202e\u202c', MISSING],
    [undefined, MISSING],
    [null, MISSING],
    [7, MISSING],
    [{}, MISSING],
    ['a'.repeat(65), LONG],
    ['a'.repeat(10_000), LONG],
    ['👩‍💻'.repeat(10_000), LONG],
    ['e\u0301'.repeat(65), LONG],
  ])('%j is refused', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test('has at most 64 letters, counted as code points after composing', () => {
    expect(read('a'.repeat(64))).toBe('a'.repeat(64))
    expect(read(`${'a'.repeat(64)}  `)).toBe('a'.repeat(64))
    expect(read('𝒜'.repeat(64))).toBe('𝒜'.repeat(64))
    expect(read('𝒜'.repeat(65))).toBe(LONG)
    expect(read('e\u0301'.repeat(64))).toBe('é'.repeat(64))
  })

  test('says in its refusal which name is meant', () => {
    expect(personNameSchema.safeParse('').error?.issues[0]?.message).toBe('The name is missing.')
  })

  test('reads the same when it is read again, and never holds what would rewrite the words around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const once = roomNameSchema.safeParse(text)
        if (!once.success) return
        expect(roomNameSchema.parse(once.data)).toBe(once.data)
        expect(once.data.isWellFormed()).toBe(true)
        expect(once.data).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
        expect([...once.data].length).toBeLessThanOrEqual(64)
      }),
      { numRuns: 1000 },
    )
  })
})
