import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { foldText } from '../../../protocol/text/foldText.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test.each([
  ['demo', 'Demo', 'DEMO', 'ｄｅｍｏ', 'ＤＥＭＯ', 'ⓓⓔⓜⓞ', '𝓭𝓮𝓶𝓸', 'de\u200bmo', 'demo\ufe0f'],
  ['straße', 'STRASSE', 'Straße', 'STRAẞE', 'strasse'],
  ['σας', 'ΣΑΣ', 'σασ', 'Σας'],
  ['istanbul', 'İstanbul', 'ISTANBUL', 'ıstanbul', 'İSTANBUL', 'I\u0307stanbul'],
  ['zoë', 'ZOË', 'Zoe\u0308'],
  ['ofﬁce ①', 'OFFICE 1', 'office\u00a01', 'office\u30001', ' office  1 ', 'office\u28001'],
  ['ドラえもん', 'ﾄﾞﾗえもん'],
  ['می\u200cخواهم', 'میخواهم'],
  ['ᾳ', 'ΑΙ', 'αι'],
  ['ꭰ', 'Ꭰ'],
])('%s, however it is typed', (...spellings) => {
  expect(new Set(spellings.map(foldText)).size).toBe(1)
})

test('other words stay other words', () => {
  const words = ['demo', 'demo.', 'demo2', 'dеmo', 'zoe', 'zoë', 'ou', 'öu', 'だ', 'た', '会議', '会议']
  expect(new Set(words.map(foldText)).size).toBe(words.length)
})

test('a folded text stays as it is, and capitals make no difference', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const folded = foldText(text)
      expect(foldText(folded)).toBe(folded)
    }),
    { numRuns: 5000 },
  )
  const letters = Array.from({ length: 0x1_e000 }, (_, code) => code).filter(
    (code) => code < 0xd800 || code > 0xdfff,
  )
  for (const letter of letters.map((code) => String.fromCodePoint(code)))
    expect([foldText(letter.toUpperCase()), foldText(letter.toLowerCase()), letter]).toEqual([
      foldText(letter),
      foldText(letter),
      letter,
    ])
})
