import { expect, test } from 'vitest'
import { Headroom } from '../../../main/sfu/workers/Headroom.ts'

/** A meeting in which everybody sends sound and picture to everybody, on one worker that uses so much of its core. */
function meeting(capacity: Headroom, people: number, cpu: number, opened = 0) {
  const flows = people * (people - 1) * 2
  capacity.read([{ used: cpu / 0.85, flows, lowest: true }], 0.85, { people, sent: people * 2, opened })
}

test('before anybody is there, it goes by what was measured elsewhere; then by what those who are there cost', () => {
  const capacity = new Headroom()
  expect(capacity.left).toBeNull()
  meeting(capacity, 0, 0.01)
  // 1,200 tracks: some 25 people who all send sound and picture.
  expect(capacity.left).toBeGreaterThan(20)
  expect(capacity.left).toBeLessThan(30)
  // Here 16 people use 30 % of a core: 0.06 % a track. 27 would use 0.85.
  for (let look = 0; look < 20; look += 1) meeting(capacity, 16, 0.3)
  expect(capacity.left).toBeGreaterThanOrEqual(9)
  expect(capacity.left).toBeLessThanOrEqual(11)
})

test('who only watches costs less: one speaker, and room for hundreds', () => {
  const capacity = new Headroom()
  const people = 101
  for (let look = 0; look < 20; look += 1)
    capacity.read([{ used: 0.2, flows: 200, lowest: false }], 1, { people, sent: 2, opened: 0 })
  // 0.2 % a viewer, and 80 % left.
  expect(capacity.left).toBeGreaterThan(300)
  expect(capacity.left).toBeLessThan(420)
})

test('it is full only when all workers are, for a while, and their pictures can shrink no more', () => {
  const capacity = new Headroom()
  const busy = { used: 1.1, flows: 900, lowest: true }
  const attendance = { people: 30, sent: 60, opened: 0 }
  capacity.read([busy, { ...busy, used: 0.5, flows: 400 }], 1, attendance)
  capacity.read([busy, { ...busy, lowest: false }], 1, attendance)
  capacity.read([busy, busy], 1, attendance)
  expect(capacity.full).toBe(false)
  capacity.read([busy, busy], 1, attendance)
  expect([capacity.full, capacity.left]).toEqual([true, 0])
  const calm = { used: 0.4, flows: 600, lowest: true }
  capacity.read([calm, calm], 1, attendance)
  expect(capacity.full).toBe(true)
  capacity.read([calm, calm], 1, attendance)
  expect(capacity.full).toBe(false)
  expect(capacity.left).toBeGreaterThan(0)
})

test('a storm of joins does not count: setting up is dear, and over soon', () => {
  const capacity = new Headroom()
  for (let look = 0; look < 5; look += 1)
    capacity.read([{ used: 1.1, flows: 100, lowest: true }], 1, { people: 60, sent: 0, opened: 200 })
  expect(capacity.full).toBe(false)
})

test('a storm into a room where somebody speaks is bounded by what it will cost', () => {
  const capacity = new Headroom()
  const storm = { used: 0.3, flows: 2000, lowest: false }
  for (let look = 0; look < 2; look += 1) capacity.read([storm], 0.85, { people: 1000, sent: 2, opened: 200 })
  expect(capacity.full).toBe(true)
})
