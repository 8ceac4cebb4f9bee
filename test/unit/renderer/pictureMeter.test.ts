import { expect, test } from 'vitest'
import type { Stretch } from '../../../renderer/media/effects/BudgetWatch.ts'
import { PictureMeter } from '../../../renderer/media/effects/camera/PictureMeter.ts'
import { soundStretch } from '../../../renderer/media/effects/microphone/soundStretch.ts'

const BUDGET = 1000 / 30

function stretchesOf(times: readonly number[], cost: (index: number) => number): Stretch[] {
  const meter = new PictureMeter(BUDGET)
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
  const calm = soundStretch({ busy: 15, sound: 1000, passed: 1000 })
  expect(calm.cost).toBeCloseTo(0.15)
  expect(calm.lost).toBe(0)
  expect(soundStretch({ busy: 600, sound: 1000, passed: 2000 }).lost).toBe(0.5)
  expect(soundStretch({ busy: 800, sound: 1000, passed: 1000 }).cost).toBeGreaterThan(calm.budget)
})
