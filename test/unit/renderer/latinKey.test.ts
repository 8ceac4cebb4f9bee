import { expect, test } from 'vitest'
import { latinKey } from '../../../renderer/call/commands/latinKey.ts'

test.each([
  ['ь', 'KeyM', 'm'],
  ['Ь', 'KeyM', 'm'],
  ['μ', 'KeyM', 'm'],
  ['צ', 'KeyM', 'm'],
  ['ة', 'KeyM', 'm'],
  ['ㅡ', 'KeyM', 'm'],
  ['м', 'KeyV', 'v'],
  ['ω', 'KeyV', 'v'],
  ['٢', 'Digit2', '2'],
  ['۳', 'Numpad3', '3'],
  // Letters of the layout come first, wherever they stand.
  ['m', 'Semicolon', 'm'],
  ['M', 'KeyM', 'M'],
  ['a', 'KeyQ', 'a'],
  // What has no place among the letters stays what it is, and names stay names.
  ['ж', 'Semicolon', 'ж'],
  ['é', 'Digit2', 'é'],
  ['Escape', 'Escape', 'Escape'],
  ['PageDown', 'PageDown', 'PageDown'],
  ['+', 'BracketRight', '+'],
  ['5', 'Digit5', '5'],
])('the key %s at %s counts as %s', (key, code, counts) => {
  expect(latinKey({ key, code })).toBe(counts)
})
