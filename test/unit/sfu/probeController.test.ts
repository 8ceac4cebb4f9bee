import { expect, test } from 'vitest'
import { ProbeController } from '../../../main/sfu/allocation/ProbeController.ts'

const desired = 1_500_000

/** When a pace tries something while the estimate stays as it is, in seconds, looking ten times a second. */
function triesDuring(seconds: number, available: (atSecond: number) => number): number[] {
  const pace = new ProbeController()
  return Array.from({ length: seconds * 10 }, (_look, index) => index / 10).filter(
    (at) => pace.next({ available: available(at), desired }, null, at * 1000) !== null,
  )
}

test('where there is enough, nothing is tried', () => {
  expect(triesDuring(20, () => desired)).toEqual([])
})

test('while tries find nothing more, they become rarer, but never rarer than ten seconds to be back in full allow', () => {
  // Each try finds a little less than the one before.
  expect(triesDuring(20, (at) => 180_000 - at * 500)).toEqual([0, 2, 6, 10, 14, 18])
})

test('a try that has had no effect at all is said to be unheard, and soon made again, but not for ever', () => {
  const quick = [0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4, 6.3, 7.2]
  expect(triesDuring(16, (at) => 180_000 + at * 500)).toEqual([...quick, 11.2, 15.2])
  const pace = new ProbeController()
  pace.next({ available: 180_000, desired }, null, 0)
  expect(pace.unheard).toBe(false)
  pace.next({ available: 190_000, desired }, null, 1000)
  expect(pace.unheard).toBe(true)
  pace.next({ available: 400_000, desired }, null, 2000)
  expect(pace.unheard).toBe(false)
})

test('three times as much is tried, and soon the next where that went well', () => {
  const pace = new ProbeController()
  expect(pace.next({ available: 180_000, desired }, null, 0)).toBe(540_000)
  expect(pace.next({ available: 520_000, desired }, null, 500)).toBeNull()
  expect(pace.next({ available: 520_000, desired }, null, 1000)).toBe(1_560_000)
  // Not every try has a result.
  expect(pace.next({ available: 520_000, desired }, null, 2000)).toBe(1_560_000)
  expect(pace.next({ available: 520_000, desired }, null, 3000)).toBe(1_560_000)
  expect(pace.next({ available: desired, desired }, null, 4000)).toBeNull()
})

test('what is nearly enough is not pressed', () => {
  const pace = new ProbeController()
  expect(pace.next({ available: 500_000, desired }, null, 0)).toBe(1_500_000)
  expect(pace.next({ available: 1_450_000, desired }, null, 1000)).toBeNull()
  expect(pace.next({ available: 1_450_000, desired }, null, 2000)).toBe(1.3 * desired)
})

test('what a client wants at most is not exceeded, nor tried once it is there', () => {
  const pace = new ProbeController()
  expect(pace.next({ available: 300_000, desired }, 600_000, 0)).toBe(600_000)
  expect(pace.next({ available: 600_000, desired }, 600_000, 5000)).toBeNull()
})
