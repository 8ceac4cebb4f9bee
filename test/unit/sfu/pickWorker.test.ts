import { expect, test } from 'vitest'
import { pickWorker } from '../../../main/sfu/workers/pickWorker.ts'

const MOST = 100
const worker = (expected: number, cpu = 0, rooms = 1) => ({ load: { expected }, cpu, rooms })

test('a room stays on its worker while that has room, also where another is freer', () => {
  const [own, free] = [worker(99), worker(0)]
  expect(pickWorker([own], [own, free], MOST)).toBe(own)
})

test('when its own are full, by count or by what they use, the freest one is next', () => {
  const [full, busy, some, free] = [worker(100), worker(10, 0.6), worker(40), worker(10, 0.1)]
  expect(pickWorker([full, busy], [full, busy, some, free], MOST)).toBe(free)
})

test('a room that came to a second worker fills that one', () => {
  const [full, second, free] = [worker(100), worker(60), worker(0)]
  expect(pickWorker([full, second], [full, second, free], MOST)).toBe(second)
})

test('where all are full, the freest one; a worker that carries the room counts though it is only the spare', () => {
  const [full, fuller, spare] = [worker(130), worker(140), worker(120)]
  expect(pickWorker([fuller, spare], [full, fuller], MOST)).toBe(spare)
})

test('of two that are alike, the one with fewer rooms; of none, none', () => {
  const [one, other] = [worker(0, 0, 3), worker(0, 0, 2)]
  expect(pickWorker([], [one, other], MOST)).toBe(other)
  expect(pickWorker([], [], MOST)).toBeUndefined()
})
