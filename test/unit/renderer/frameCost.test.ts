import { expect, test } from 'vitest'
import type { CostSample } from '../../../renderer/media/effects/CpuBudget.ts'
import { FrameCost } from '../../../renderer/media/effects/background/FrameCost.ts'
import { audioCost } from '../../../renderer/media/effects/noise/audioCost.ts'

const BUDGET = 1000 / 30

function stretchesOf(times: readonly number[], cost: (index: number) => number): CostSample[] {
  const meter = new FrameCost(BUDGET)
  return times.flatMap((at, index) => meter.add(at, cost(index)) ?? [])
}

const every = (ms: number, seconds: number) =>
  Array.from({ length: Math.floor((seconds * 1000) / ms) + 1 }, (_none, index) => index * ms)

test('sums up about every second, by the median', () => {
  const stretches = stretchesOf(every(BUDGET, 3.1), (index) => (index % 10 === 0 ? 200 : 7))
  expect(stretches).toHaveLength(3)
  for (const { cost, budget, lost } of stretches) {
    expect({ cost, budget }).toEqual({ cost: 7, budget: BUDGET })
    expect(lost).toBeCloseTo(0, 1)
  }
})

test('a camera that is slow in the dark loses nothing', () => {
  for (const { lost } of stretchesOf(every(100, 5), () => 7)) expect(lost).toBeCloseTo(0, 5)
})

test('counts what is missing between pictures that come in time', () => {
  const times = every(BUDGET, 3.1).filter((_at, index) => index % 4 < 2)
  for (const { lost } of stretchesOf(times, () => 20)) expect(lost).toBeGreaterThan(0.4)
})

test('speaks of sound in pieces of ten milliseconds, and of what came too late', () => {
  const calm = audioCost({ busy: 15, sound: 1000, passed: 1000 })
  expect(calm.cost).toBeCloseTo(0.15)
  expect(calm.lost).toBe(0)
  expect(audioCost({ busy: 600, sound: 1000, passed: 2000 }).lost).toBe(0.5)
  expect(audioCost({ busy: 800, sound: 1000, passed: 1000 }).cost).toBeGreaterThan(calm.budget)
})
