import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NarrowNotice } from '../../../main/sfu/allocation/NarrowNotice.ts'

let told: boolean[]
let notice: NarrowNotice

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  notice = new NarrowNotice((narrow) => told.push(narrow))
})
afterEach(() => {
  vi.useRealTimers()
})

test('a line that is too slow for a moment only is not worth a word', () => {
  notice.take(true)
  vi.advanceTimersByTime(3900)
  notice.take(false)
  notice.take(true)
  vi.advanceTimersByTime(3900)
  expect(told).toEqual([])
  expect(notice.told).toBe(false)
})

test('what lasts is said once, and its end at once', () => {
  notice.take(true)
  vi.advanceTimersByTime(2000)
  notice.take(true)
  vi.advanceTimersByTime(2000)
  expect(told).toEqual([true])
  notice.take(true)
  expect(notice.told).toBe(true)
  notice.take(false)
  notice.take(false)
  expect(told).toEqual([true, false])
})

test('once closed, nothing is said any more, and no timer is left', () => {
  notice.take(true)
  notice.close()
  expect(vi.getTimerCount()).toBe(0)
})
