import { expect, test } from 'vitest'
import { nextWaitMs, standsStill } from '../../../renderer/session/media/standsStill.ts'

const before = { packets: 100, pictures: 40, atMs: 5000 }

test('packets that come in without a picture tell that one is missing', () => {
  expect(standsStill(before, { packets: 101, pictures: 40, atMs: 5200 })).toBe('incomplete')
})

test('where nothing comes, what was passed on has ended', () => {
  expect(standsStill(before, { packets: 100, pictures: 40, atMs: 5200 })).toBe('empty')
})

test('a picture that has come meanwhile is enough', () => {
  expect(standsStill(before, { packets: 104, pictures: 41, atMs: 5200 })).toBe(null)
})

test('what was looked at long ago belongs to an earlier standstill', () => {
  expect(standsStill(before, { packets: 101, pictures: 40, atMs: 6000 })).toBe(null)
})

test('whoever stands still for long is asked about less and less often, down to every twenty seconds', () => {
  let waitMs = 0
  let passedMs = 0
  let asked = 0
  for (; passedMs < 120_000; passedMs += waitMs) {
    asked += 1
    waitMs = nextWaitMs(waitMs)
  }
  expect(nextWaitMs(0)).toBe(500)
  expect(waitMs).toBe(20_000)
  expect(asked).toBeLessThan(25)
})
