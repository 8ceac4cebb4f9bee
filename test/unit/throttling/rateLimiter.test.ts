import { expect, test } from 'vitest'
import { RateLimiter } from '../../../main/throttling/RateLimiter.ts'

const rate = { burst: 3, perSecond: 2 }

/** A limiter with a clock that a test moves by hand. */
function limiterAt(start: number): { limiter: RateLimiter; pass: (ms: number) => void } {
  let now = start
  return {
    limiter: new RateLimiter(() => now),
    pass(ms) {
      now += ms
    },
  }
}

test('P-RATE-1 so many calls at once, then one for each that has refilled', () => {
  const { limiter, pass } = limiterAt(1000)
  expect([1, 2, 3].map(() => limiter.take('chat.send', rate))).toEqual([0, 0, 0])
  expect(limiter.take('chat.send', rate)).toBe(500)
  pass(200)
  expect(limiter.take('chat.send', rate)).toBe(300)
  pass(300)
  expect(limiter.take('chat.send', rate)).toBe(0)
  expect(limiter.take('chat.send', rate)).toBe(500)
})

test('P-RATE-1 whoever waits as long as told is served, and waiting longer saves up no more than the burst', () => {
  const { limiter, pass } = limiterAt(0)
  for (let call = 0; call < 50; call += 1) {
    const retryAfterMs = limiter.take('roles.set', rate)
    if (retryAfterMs === 0) continue
    pass(retryAfterMs)
    expect(limiter.take('roles.set', rate)).toBe(0)
  }
  pass(3_600_000)
  expect([1, 2, 3, 4].map(() => limiter.take('roles.set', rate) > 0)).toEqual([false, false, false, true])
})

test('P-RATE-1 another method has calls of its own', () => {
  const { limiter } = limiterAt(0)
  for (let call = 0; call < 5; call += 1) limiter.take('chat.send', rate)
  expect(limiter.take('hand.set', rate)).toBe(0)
})
