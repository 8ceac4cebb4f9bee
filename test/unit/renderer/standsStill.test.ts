import { expect, test } from 'vitest'
import { standsStill } from '../../../renderer/session/media/standsStill.ts'

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
