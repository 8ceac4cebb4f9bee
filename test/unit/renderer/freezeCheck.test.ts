import { expect, test } from 'vitest'
import {
  type Arrived,
  type FreezeSample,
  freezeCheck,
} from '../../../renderer/session/media/subscribing/freezeCheck.ts'

/** What the looks at a picture that stands still ask for, one after the other. */
function looks(...arrived: readonly Arrived[]) {
  let before: FreezeSample | undefined
  return arrived.map((now) => {
    const { look, how } = freezeCheck(before, now)
    before = look
    return how
  })
}
const at = (atMs: number, packets: number, pictures = 40): Arrived => ({ atMs, packets, pictures })

test('packets that come in without a picture tell that one is missing, at the second look', () => {
  expect(looks(at(5000, 100), at(5100, 101))).toEqual([null, 'incomplete'])
})

test('where nothing comes for longer than between two pictures, what was passed on has ended', () => {
  expect(looks(at(5000, 100), at(5100, 100), at(5200, 100))).toEqual([null, null, 'empty'])
  expect(looks(at(5000, 100), at(5100, 100), at(5200, 101))).toEqual([null, null, 'incomplete'])
  expect(looks(at(5000, 100), at(5100, 100), at(5200, 104, 41))).toEqual([null, null, null])
})

test('a picture that has come meanwhile is enough, and the next standstill is another one', () => {
  expect(looks(at(5000, 100), at(5200, 104, 41), at(5400, 105, 41))).toEqual([null, null, 'incomplete'])
})

test('what was looked at long ago belongs to an earlier standstill', () => {
  expect(looks(at(5000, 100), at(6000, 101), at(6200, 102))).toEqual([null, null, 'incomplete'])
})

test('the host is asked again after half a second, then less and less often, and after each move anew', () => {
  const standing = Array.from({ length: 600 }, (_look, index) => at(5000 + index * 200, 100))
  const asked = looks(...standing).flatMap((how, index) => (how === null ? [] : [index * 200]))
  expect(asked.slice(0, 3)).toEqual([200, 800, 1400])
  expect(asked.length).toBeLessThan(25)
  const last = (asked.at(-1) ?? 0) - (asked.at(-2) ?? 0)
  expect(last).toBeGreaterThan(10_000)
  expect(last).toBeLessThanOrEqual(20_000)
  const moved = [at(125_000, 101, 41), at(145_000, 102, 42), at(145_200, 102, 42), at(145_800, 102, 42)]
  expect(looks(...standing, ...moved).slice(-4)).toEqual([null, null, 'empty', 'empty'])
})
