import { expect, test } from 'vitest'
import { NO_RESERVE, soundReserve } from '../../../renderer/session/media/loss/soundReserve.ts'

/** The reserve after looks that each found so much of the sound made up. */
function after(...madeUp: number[]): number {
  return madeUp.reduce(soundReserve, NO_RESERVE).ms
}

test('sound that comes as it should is held back no longer than it needs', () => {
  expect(after(0, 0.001, 0.01, 0)).toBe(0)
})

test('while too much of it is missing, more is held ready, up to a fifth of a second', () => {
  expect([after(0.05), after(0.05, 0.1), after(0.05, 0.1, 0.2)]).toEqual([100, 200, 200])
})

test('the reserve stays for twenty calm looks, each hitch begins them anew', () => {
  const calm = Array.from({ length: 19 }, () => 0)
  expect(after(0.05, ...calm)).toBe(100)
  expect(after(0.05, ...calm, 0.01, ...calm)).toBe(100)
  expect(after(0.05, ...calm, 0)).toBe(0)
})
