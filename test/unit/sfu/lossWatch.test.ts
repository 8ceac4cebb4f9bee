import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type Loss,
  LossWatch,
  TOO_MUCH_FROM_CLIENT,
  TOO_MUCH_TO_CLIENT,
} from '../../../main/sfu/allocation/LossWatch.ts'

let lost: number | null
let bitrate: number
let carriedBefore: number
let told: Loss[]
let looks: number
let fails: boolean
let watch: LossWatch
let failures: unknown[]

beforeEach(() => {
  vi.useFakeTimers()
  lost = 0
  bitrate = 1_000_000
  told = []
  looks = 0
  fails = false
  failures = []
  watch = new LossWatch({
    traffic: async () => {
      looks += 1
      if (fails) throw new Error('The worker is busy.')
      return lost === null ? null : { lost, bitrate }
    },
    heavy: TOO_MUCH_FROM_CLIENT,
    onChange: (loss, carried) => {
      told.push(loss)
      carriedBefore = carried
    },
    onFailed: (error) => failures.push(error),
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

test('a look that fails is told, once in a row, and followed by others', async () => {
  await after(0.3)
  fails = true
  await after(0, 5000)
  expect(failures).toHaveLength(1)
  fails = false
  expect(await after(0)).toEqual(['heavy', 'none'])
})

test('once closed it neither looks nor tells', async () => {
  watch.close()
  expect(await after(0.3)).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('what went over the way before is told with its loss, however little goes over it meanwhile', async () => {
  bitrate = 2_000_000
  await after(0.01)
  bitrate = 300_000
  await after(0.1)
  expect([told.at(-1), carriedBefore]).toEqual(['some', 2_000_000])
  await after(0.3)
  expect([told.at(-1), carriedBefore]).toEqual(['heavy', 2_000_000])
})

test('a way is looked at only while it is suspected, and while something gets lost', async () => {
  watch.close()
  const traffic = async () => {
    looks += 1
    return { lost: lost ?? 0, bitrate }
  }
  const onChange = (loss: Loss) => told.push(loss)
  watch = new LossWatch({
    traffic,
    onChange,
    heavy: TOO_MUCH_TO_CLIENT,
    onSuspicion: true,
    onFailed: () => undefined,
  })
  await after(0.3, 5000)
  expect(looks).toBe(0)
  watch.suspect()
  watch.suspect()
  expect(await after(0.3, 10)).toEqual(['heavy'])
  expect(looks).toBe(1)
  await after(0.3, 10_000)
  expect(looks).toBeGreaterThan(40)
  expect(await after(0, 10_000)).toEqual(['heavy', 'none'])
  const calm = looks
  await after(0.3, 10_000)
  expect(looks).toBe(calm)
  watch.suspect()
  expect(await after(0, 2000)).toEqual(['heavy', 'none'])
  expect(looks).toBeGreaterThan(calm + 3)
  const quiet = looks
  await after(0.3, 1000)
  expect(looks).toBeGreaterThan(quiet)
})
