import { expect, test } from 'vitest'
import { JamPace } from '../../../main/sfu/JamPace.ts'

/** What is decided at these seconds, while so much gets lost. */
function decisions(lost: number, seconds: readonly number[]): (number | null)[] {
  const pace = new JamPace()
  return seconds.map((at) => pace.next(lost, at * 1000))
}

test('what a line loses by chance is no jam', () => {
  expect(decisions(0.3, [0, 5, 10])).toEqual([null, null, null])
})

test('a jam is given a moment to go away', () => {
  expect(decisions(0.6, [0, 1, 2, 3, 4, 5.5])).toEqual([0, null, null, 0, null, 0])
})

test('where larger pictures jam a line again and again, they are tried less and less often', () => {
  expect(decisions(0.6, [0, 8, 16, 24, 32, 40, 60, 90, 140])).toEqual([
    0, 0, 0, 0, 0, 10_000, 20_000, 40_000, 40_000,
  ])
})

test('after a minute without a jam all is forgotten', () => {
  expect(decisions(0.6, [0, 8, 16, 24, 32, 40, 101, 109])).toEqual([0, 0, 0, 0, 0, 10_000, 0, 0])
})
