import { expect, it } from 'vitest'
import { durationText, timeLeftText } from '../../../scripts/bootstrap/durations.mjs'

it.each([
  [40, '0.0 s'],
  [400, '0.4 s'],
  [35_400, '35 s'],
  [59_700, '1 min'],
  [250_000, '4 min 10 s'],
])('says %i ms as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

it('estimates the time left from the pace so far', () => {
  expect(timeLeftText(60, 260, 60_000)).toBe('about 3 min left')
  expect(timeLeftText(200, 260, 200_000)).toBe('about a minute left')
  expect(timeLeftText(250, 260, 250_000)).toBe('about 10 s left')
})

it('says nothing before it can know, nor at the end', () => {
  expect(timeLeftText(2, 260, 3_000)).toBe('')
  expect(timeLeftText(260, 260, 200_000)).toBe('')
})
