import { expect, test } from 'vitest'
import { Budget } from '../../../main/throttling/Budget.ts'

test('P-RATE-4 what was spent comes back with time, and keys know nothing of each other', () => {
  let now = 0
  const budget = new Budget({ burst: 100, perSecond: 10 }, () => now)
  budget.spend('a', 90)
  expect([budget.wait('a', 10), budget.wait('a', 20), budget.wait('b', 100)]).toEqual([0, 1000, 0])
  now = 1000
  expect(budget.wait('a', 20)).toBe(0)
})

test('what is larger than all of it waits until it is full, and is paid for afterwards', () => {
  let now = 0
  const budget = new Budget({ burst: 100, perSecond: 10 }, () => now)
  expect(budget.wait('a', 500)).toBe(0)
  budget.spend('a', 500)
  expect(budget.wait('a', 1)).toBe(40_100)
  now = 40_100
  expect(budget.wait('a', 1)).toBe(0)
})

test('ever new keys are not remembered for ever, and those in debt are', () => {
  let now = 0
  const budget = new Budget({ burst: 10, perSecond: 1 }, () => now)
  budget.spend('debtor', 100)
  for (let number = 0; number < 5000; number += 1) {
    now += 2
    budget.spend(`passer-by ${number}`, 1)
  }
  expect(budget.size).toBeLessThan(3000)
  expect(budget.wait('debtor', 1)).toBeGreaterThan(0)
})
