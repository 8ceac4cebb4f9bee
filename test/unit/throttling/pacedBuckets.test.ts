import { expect, test } from 'vitest'
import { PacedBuckets } from '../../../main/throttling/PacedBuckets.ts'

test('what comes within the rate is due at once, what comes beyond it one after another, and later', () => {
  let now = 0
  const pace = new PacedBuckets({ burst: 2, perSecond: 10 }, () => now)
  expect([pace.take('a'), pace.take('a'), pace.take('a'), pace.take('a')]).toEqual([0, 0, 100, 200])
  now = 250
  expect(pace.take('a')).toBe(50)
  now = 100_000
  expect([pace.take('a'), pace.take('a'), pace.take('a')]).toEqual([0, 0, 100])
})

test('one address knows nothing of what another one does', () => {
  const pace = new PacedBuckets({ burst: 1, perSecond: 1 }, () => 0)
  expect([pace.take('a'), pace.take('a'), pace.take('b')]).toEqual([0, 1000, 0])
})

test('nobody waits longer than it takes to fill the bucket', () => {
  const pace = new PacedBuckets({ burst: 10, perSecond: 5 }, () => 0)
  const waits = Array.from({ length: 1000 }, () => pace.take('a'))
  expect(Math.max(...waits)).toBe(2000)
})

test('ever new addresses are not remembered for ever, and those in debt are', () => {
  let now = 0
  const pace = new PacedBuckets({ burst: 10, perSecond: 1 }, () => now)
  for (let count = 0; count < 20; count += 1) pace.take('debtor')
  for (let number = 0; number < 5000; number += 1) {
    now += 2
    pace.take(`passer-by ${number}`)
  }
  // Those of the last second, and what has come since the last look.
  expect(pace.size).toBeLessThan(3000)
  expect(pace.take('debtor')).toBe(1000)
})
