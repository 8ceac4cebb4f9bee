import { expect, test } from 'vitest'
import { ClockWatch } from '../../../main/host/status/ClockWatch.ts'

test('a clock that is set, and a sleep, are noticed once; one that is put right bit by bit is not', () => {
  let [wall, monotonic] = [1_800_000_000_000, 1000]
  const watch = new ClockWatch(
    () => wall,
    () => monotonic,
  )
  const pass = (ms: number, drift = 0) => {
    wall += ms + drift
    monotonic += ms
    return watch.look()
  }
  expect(pass(5000)).toBe(0)
  expect(pass(60_000, 400)).toBe(0)
  expect(pass(5000, -3_600_000)).toBe(-3_600_000)
  expect(pass(5000)).toBe(0)
  // The monotonic clock stands still while the computer sleeps.
  expect(pass(5000, 8 * 3_600_000)).toBe(8 * 3_600_000)
  expect(pass(5000)).toBe(0)
})
