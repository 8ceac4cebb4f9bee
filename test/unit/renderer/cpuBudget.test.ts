import { expect, test } from 'vitest'
import { CpuBudget, type CostSample } from '../../../renderer/media/effects/CpuBudget.ts'

const good: CostSample = { cost: 10, budget: 33, lost: 0 }
const slow: CostSample = { cost: 50, budget: 33, lost: 0.5 }

/** After which stretch the watch gives up, counted from 1; null where it does not. */
function givesUpAfter(...stretches: CostSample[]): number | null {
  const watch = new CpuBudget()
  const index = stretches.findIndex((stretch) => watch.add(stretch))
  return index === -1 ? null : index + 1
}

test('gives up after four bad stretches in a row, not counting the first of all', () => {
  expect(givesUpAfter(slow, slow, slow, slow, slow, slow)).toBe(5)
})

test('gives up sooner where that is asked', () => {
  const watch = new CpuBudget(2)
  expect([slow, slow, slow].map((stretch) => watch.add(stretch))).toEqual([false, false, true])
})

test('forgives a hiccup', () => {
  expect(givesUpAfter(good, slow, slow, slow, good, slow, slow, slow, good)).toBeNull()
})

test('goes on while it is just in time', () => {
  const tight: CostSample = { cost: 33, budget: 33, lost: 0 }
  expect(givesUpAfter(...Array.from({ length: 20 }, () => tight))).toBeNull()
})

test('gives up where a third of the pictures is lost while it is busy', () => {
  const losing: CostSample = { cost: 20, budget: 33, lost: 0.4 }
  expect(givesUpAfter(good, losing, losing, losing, losing)).toBe(5)
})

test('is not blamed for pictures that a camera did not give', () => {
  const losing: CostSample = { cost: 5, budget: 33, lost: 0.8 }
  expect(givesUpAfter(...Array.from({ length: 20 }, () => losing))).toBeNull()
})
