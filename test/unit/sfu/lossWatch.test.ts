import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Loss, LossWatch } from '../../../main/sfu/LossWatch.ts'

let lost: number | null
let told: Loss[]
let looks: number
let watch: LossWatch

beforeEach(() => {
  vi.useFakeTimers()
  lost = 0
  told = []
  looks = 0
  watch = new LossWatch({
    lost: async () => {
      looks += 1
      return lost
    },
    onChange: (loss) => told.push(loss),
  })
})
afterEach(() => {
  watch.close()
  vi.useRealTimers()
})

async function after(share: number | null, ms = 1000): Promise<readonly Loss[]> {
  lost = share
  await vi.advanceTimersByTimeAsync(ms)
  return told
}

test('what a bad wireless network loses is borne', async () => {
  expect(await after(0.01)).toEqual([])
  expect(await after(0.02)).toEqual(['some'])
  expect(await after(0.17)).toEqual(['some'])
  expect(await after(0)).toEqual(['some', 'none'])
})

test('heavy loss is told once, and its end where little is left of it', async () => {
  expect(await after(0.2)).toEqual(['heavy'])
  expect(await after(0.3)).toEqual(['heavy'])
  expect(await after(0.1)).toEqual(['heavy'])
  expect(await after(0.07)).toEqual(['heavy', 'some'])
  expect(await after(0.1)).toEqual(['heavy', 'some'])
})

test('who turns the camera off meanwhile is through with it', async () => {
  await after(0.3)
  expect(await after(null)).toEqual(['heavy', 'none'])
})

test('it looks twice a second while nothing is lost, and more often while something is', async () => {
  await after(0, 5000)
  expect(looks).toBe(10)
  await after(0.1, 5000)
  expect(looks).toBeGreaterThanOrEqual(33)
})

test('once closed it neither looks nor tells', async () => {
  watch.close()
  expect(await after(0.3)).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
