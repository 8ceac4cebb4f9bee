import { expect, test } from 'vitest'
import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'

function fingerprintOf(...first: number[]): string {
  return Buffer.from([...first, ...new Array<number>(32 - first.length).fill(0)]).toString('base64url')
}

test('every byte has a word of its own', () => {
  const words = Array.from({ length: 256 }, (_, byte) => fingerprintWords(fingerprintOf(byte)).split(' ')[0])
  expect(new Set(words).size).toBe(256)
  for (const word of words) expect(word).toMatch(/^[a-z]{3,7}$/)
})

test('eight words say the first eight bytes, in order', () => {
  const words = fingerprintWords(fingerprintOf(1, 2, 3, 4, 5, 6, 7, 8)).split(' ')
  expect(words).toHaveLength(8)
  const each = [1, 2, 3, 4, 5, 6, 7, 8].map((byte) => fingerprintWords(fingerprintOf(byte)).split(' ')[0])
  expect(words).toEqual(each)
})

test('the words stay what they are: other versions of the app show the same', () => {
  expect(fingerprintWords('--_-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_A')).toMatchInlineSnapshot(
    `"winter train yogurt aloe ocean lizard banjo tunnel"`,
  )
})
