import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Repair, RepairNotice } from '../../../main/sfu/allocation/RepairNotice.ts'

let told: Repair[]
let notice: RepairNotice

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  notice = new RepairNotice((repair) => told.push(repair))
})
afterEach(() => {
  notice.close()
  vi.useRealTimers()
})

const repeat = { repeat: true, carried: null }
const plain = { repeat: false, carried: null }

test('what helps is told at once, and that it is needed no longer after ten seconds', () => {
  notice.start()
  notice.repeats('idle')
  expect(told).toEqual([])
  notice.repeats('needed')
  notice.repeats('needed')
  expect(told).toEqual([repeat])
  notice.repeats('idle')
  vi.advanceTimersByTime(9999)
  expect(told).toEqual([repeat])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([repeat, plain])
})

test('what is needed again meanwhile goes on', () => {
  notice.start()
  notice.repeats('needed')
  notice.repeats('idle')
  vi.advanceTimersByTime(5000)
  notice.repeats('needed')
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([repeat])
})

test('it ends at once for the sake of somebody who would hear nothing', () => {
  notice.start()
  notice.repeats('needed')
  notice.repeats('impossible')
  expect(told).toEqual([repeat, plain])
})

test('whoever is not in the room yet hears of it then', () => {
  notice.repeats('needed')
  notice.relieved(1_000_000)
  expect(told).toEqual([])
  notice.start()
  expect(told).toEqual([repeat])
})

test('what a way has carried is told with what holds besides', () => {
  notice.start()
  notice.repeats('needed')
  notice.relieved(1_000_000)
  expect(told).toEqual([repeat, { repeat: true, carried: 1_000_000 }])
})

test('a client that may not know it is told again what holds', () => {
  notice.start()
  notice.again()
  notice.repeats('needed')
  notice.again()
  expect(told).toEqual([plain, repeat, repeat])
})

test('once closed it tells nothing', () => {
  notice.start()
  notice.repeats('needed')
  notice.repeats('idle')
  notice.close()
  notice.repeats('idle')
  expect(vi.getTimerCount()).toBe(0)
  notice.relieved(1)
  expect(told).toEqual([repeat])
})
