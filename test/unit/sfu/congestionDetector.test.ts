import { expect, test } from 'vitest'
import { CongestionDetector } from '../../../main/sfu/allocation/CongestionDetector.ts'

/** What is decided at these seconds, while so much gets lost, is sent again, and is reported. */
function decisions(lost: number, seconds: readonly number[], again = 0, reported = lost): boolean[] {
  const pace = new CongestionDetector()
  return seconds.map((at) => pace.next({ lost, reported, again }, at * 1000))
}

test('what a line loses by chance is no jam, nor what is sent again of that', () => {
  expect(decisions(0.35, [0, 5, 10], 0.35)).toEqual([false, false, false])
})

test('one report of a few packets says that a line is jammed only where nearly all of them got lost', () => {
  expect(decisions(0.3, [0], 0.35, 0.83)).toEqual([false])
  expect(decisions(0.2, [0], 0.35, 0.93)).toEqual([true])
})

test('what is sent again jams a line that still loses something, and is no jam once nothing is lost any more', () => {
  expect(decisions(0.2, [0], 0.5)).toEqual([true])
  expect(decisions(0.05, [0], 0.5, 0.3)).toEqual([true])
  expect(decisions(0.05, [0], 0.6)).toEqual([false])
})

test('a jam is given a moment to go away', () => {
  expect(decisions(0.6, [0, 1, 2, 3, 4, 5.5])).toEqual([true, false, false, true, false, true])
})
