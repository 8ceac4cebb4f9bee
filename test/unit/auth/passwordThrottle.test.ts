import { expect, test } from 'vitest'
import { PasswordThrottle } from '../../../main/auth/PasswordThrottle.ts'

const options = { free: 3, waitMs: 1000, longestWaitMs: 8000, forgetMs: 60_000 }

function clocked() {
  const clock = { now: 0 }
  return { clock, tries: new PasswordThrottle(options, () => clock.now) }
}

test('P-LOBBY-3 a few are free, then each wait is twice the one before, up to the longest', () => {
  const { clock, tries } = clocked()
  const waits = Array.from({ length: 8 }, () => {
    tries.count('a')
    const wait = tries.wait('a')
    clock.now += wait
    return wait
  })
  expect(waits).toEqual([0, 0, 1000, 2000, 4000, 8000, 8000, 8000])
})

test('P-LOBBY-3 nobody waits for another one’s mistakes', () => {
  const { tries } = clocked()
  for (let count = 0; count < 20; count += 1) tries.count('a')
  expect([tries.wait('a'), tries.wait('b')]).toEqual([8000, 0])
})

test('P-LOBBY-3 a right one ends it, and so does time; waiting alone does not begin it anew', () => {
  const { clock, tries } = clocked()
  for (let count = 0; count < 4; count += 1) tries.count('a')
  expect(tries.wait('a')).toBe(2000)
  clock.now += 2000
  expect(tries.wait('a')).toBe(0)
  tries.count('a')
  expect(tries.wait('a'), 'the next wait is longer').toBe(4000)
  tries.forgive('a')
  expect(tries.wait('a')).toBe(0)
  for (let count = 0; count < 4; count += 1) tries.count('a')
  clock.now += 60_000
  tries.count('a')
  expect(tries.wait('a')).toBe(0)
})

test('what is taken back was never there', () => {
  const { tries } = clocked()
  tries.count('a')
  tries.count('a')
  const takeBack = tries.count('a')
  expect(tries.wait('a')).toBe(1000)
  takeBack()
  expect(tries.wait('a')).toBe(0)
  tries.count('a')
  expect(tries.wait('a')).toBe(1000)
})

test('ever new addresses are not remembered for ever, and those that wait are', () => {
  const { clock, tries } = clocked()
  for (let number = 0; number < 5000; number += 1) {
    clock.now += 50
    tries.count(`address ${number}`)
    if (number % 100 === 0) tries.count('guesser')
  }
  expect(tries.size).toBeLessThan(2500)
  expect(tries.wait('guesser')).toBeGreaterThan(0)
})
