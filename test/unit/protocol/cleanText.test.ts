import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { cleanLabel } from '../../../protocol/text/cleanLabel.ts'
import { cleanLine } from '../../../protocol/text/cleanLine.ts'
import { cleanText } from '../../../protocol/text/cleanText.ts'
import { isBlank } from '../../../protocol/text/isBlank.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Written by its code points, so that this page shows what it tests. */
const codes = (text: string) => [...text].map((letter) => letter.codePointAt(0)?.toString(16)).join(' ')

describe('P-TEXT-1 what people write stays', () => {
  test.each([
    'Zoë Müller-Lüdenscheidt, 3 × 4 = 12 — “fine”…',
    'שלום, מה שלומך?',
    'שָׁלוֹם עֲלֵיכֶם',
    'السَّلامُ عَلَيْكُمْ',
    'می\u200cخواهم',
    'क्\u200dष श्री',
    'ন্\u200dয র\u200d্যাব',
    'അവന്\u200d പറഞ്ഞു',
    'ශ්\u200dරී ලංකා',
    'ផ្ទះសម្បែង',
    'ကြောင့်',
    'བསྒྲུབས',
    'ที่นี่',
    'Tiếng Việt',
    'ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌',
    '会議室 한국어 ｱｲｳ',
    '👍 👍🏽 ❤️ ☎︎ ⚕️',
    '👩‍👩‍👧‍👦 🧑🏽‍🤝‍🧑🏻 🏳️‍🌈 👁️‍🗨️ 🐦‍⬛ 👨🏿‍🦰',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇦 1️⃣ #️⃣ *⃣',
    'a line\nand\ta tab',
    '٣ ؀١٢ ۝',
  ])('%j', (text) => {
    expect(codes(cleanText(text))).toBe(codes(text.normalize('NFC')))
  })
})

describe('P-TEXT-1 what nobody sees goes:', () => {
  test.each([
    ['a joiner in a Latin word', 'A\u200dda', 'Ada'],
    ['a non-joiner in a Latin word', 'A\u200cda', 'Ada'],
    ['a joiner between two pictures and nothing', '👍\u200d', '👍'],
    ['two joiners', 'می\u200c\u200cخواهم', 'می\u200cخواهم'],
    ['a joiner at the end of a Persian word', 'خانه\u200c ', 'خانه '],
    ['a variation selector after a letter', 'A\ufe0fda', 'Ada'],
    ['a variation selector after a digit', '1\ufe0f2', '12'],
    ['a second variation selector', '❤\ufe0f\ufe0f', '❤\ufe0f'],
    ['an ideographic variation selector', '葛\u{e0100}', '葛'],
    ['a Mongolian selector after a letter of another script', 'A\u180bda', 'Ada'],
    ['tag letters', 'Ada\u{e0068}\u{e0069}', 'Ada'],
    ['tag letters that make no flag', '🏴\u{e0068}\u{e0069}\u{e007f}', '🏴'],
    ['marks of direction', '\u200eA\u200fd\u061ca', 'Ada'],
    ['overrides and isolates', '\u202eA\u2066d\u2069a\u202c', 'Ada'],
    ['letters without width', 'A\u200bd\u2060a\ufeff', 'Ada'],
    ['soft hyphens and fillers', 'A\u00add\u3164a\u115f\uffa0', 'Ada'],
    ['interlinear marks and objects', 'A\ufff9d\ufffaa\ufffb\ufffc', 'Ada'],
    ['what is no letter at all', 'A\ufffed\u{1ffff}a', 'Ada'],
    ['formatting of music and shorthand', 'A\u{1d173}d\u{1bca0}a', 'Ada'],
  ])('%s', (_what, text, expected) => {
    expect(codes(cleanText(text))).toBe(codes(expected))
  })

  test('sixty accents on one letter', () => {
    const accents = String.fromCodePoint(...Array.from({ length: 60 }, (_, index) => 0x0300 + index))
    expect([...cleanText(`A${accents}da`)].length).toBe(7)
    expect(cleanText('x\u0301\u0301\u0301')).toBe('x\u0301')
    expect([...cleanText('ก\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d')].length).toBe(5)
  })
})

/** Letters that act upon their neighbours, so that made-up texts are about them. */
const TOUCHY = [
  ...[
    'a',
    'e',
    '1',
    '#',
    ' ',
    '\u00a0',
    '\u2800',
    '\n',
    '\u0301',
    '\u0308',
    '\u0344',
    '\u0323',
    '\u20e3',
    '\ufe0e',
  ],
  ...[
    '\ufe0f',
    '\u200c',
    '\u200d',
    '\u200b',
    '\u202e',
    '👩',
    '❤',
    '\u{1f3fd}',
    '🏴',
    '\u{e0067}',
    '\u{e0062}',
  ],
  ...[
    '\u{e0065}',
    '\u{e006e}',
    '\u{e007f}',
    'م',
    'د',
    '\u064b',
    '\u0651',
    'न',
    '\u093c',
    '\u094d',
    '\u09c7',
    '\u09be',
  ],
  ...[
    '\u180b',
    '\u180e',
    'ᠮ',
    '\u1160',
    'ᄀ',
    'ᅡ',
    'ᆨ',
    '\u0f71',
    '\u0f72',
    'ก',
    '\u0e48',
    'ש',
    '\u05c1',
    '\u05bc',
  ],
]
const texts = fc.oneof(
  fc.array(fc.constantFrom(...TOUCHY), { maxLength: 24 }).map((letters) => letters.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

describe('for every text', () => {
  test.each([
    ['cleanText', cleanText],
    ['cleanLine', cleanLine],
    ['cleanLabel', cleanLabel],
  ])('%s changes nothing the second time', (_name, clean) => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = clean(text)
        expect(codes(clean(once))).toBe(codes(once))
        expect(once.normalize('NFC')).toBe(once)
      }),
      { numRuns: 5000 },
    )
  })

  test('it takes away, and adds nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const before = Map.groupBy(text.normalize('NFD'), (letter) => letter)
        const after = Map.groupBy(cleanText(text).normalize('NFD'), (letter) => letter)
        for (const [letter, found] of after)
          expect(found.length).toBeLessThanOrEqual(before.get(letter)?.length ?? 0)
      }),
      { numRuns: 5000 },
    )
  })

  test('nothing that turns the direction of other words is left', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(cleanText(text)).not.toMatch(/[\p{Bidi_Control}]/u)
      }),
    )
  })
})

test('a text of nothing but accents, spaces and empty cells is blank', () => {
  for (const text of ['', ' ', '\u0301', '\u2800', '\u3000\n', '\u200d', '\u3164'])
    expect(isBlank(text)).toBe(true)
  for (const text of ['a', '👍', '.', '\u2801']) expect(isBlank(text)).toBe(false)
})

test('a label is one line of what there is to see', () => {
  expect(cleanLabel('Camera\r\n\u202eevil\u0000 (046d:0825)')).toBe('Camera evil (046d:0825)')
  expect([...cleanLabel('x'.repeat(5000))].length).toBe(256)
  expect(cleanLabel('\ud800')).toBe('\ufffd')
})
