import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Demand, type TrackDemand } from '../../../main/sfu/allocation/Demand.ts'
import { testTrack } from '../../fixtures/roomIds.ts'

const track = testTrack(1)
let told: (number | null)[]
let demand: Demand

beforeEach(async () => {
  vi.useFakeTimers()
  told = []
  demand = new Demand((demands: readonly TrackDemand[]) => told.push(...demands.map(({ layer }) => layer)))
  demand.start()
  demand.want(track, 2)
  await vi.advanceTimersByTimeAsync(2000)
  expect(told.splice(0)).toEqual([2])
})
afterEach(() => {
  demand.close()
  vi.useRealTimers()
})

async function after(ms: number): Promise<(number | null)[]> {
  await vi.advanceTimersByTimeAsync(ms)
  return told.splice(0)
}

test('P-VIEW-3 more is told at once, less only where it lasts', async () => {
  demand.want(track, 0)
  expect(await after(1900)).toEqual([])
  demand.want(track, 2)
  expect(await after(3000)).toEqual([])
  demand.want(track, 0)
  expect(await after(2000)).toEqual([0])
  demand.want(track, 1)
  expect(await after(0)).toEqual([1])
})

test('P-VIEW-7 in a hurry less is told at once too, but only this time', async () => {
  demand.want(track, 1)
  demand.hurry()
  expect(await after(0)).toEqual([1])
  demand.want(track, 0)
  expect(await after(1900)).toEqual([])
  expect(await after(100)).toEqual([0])
})
