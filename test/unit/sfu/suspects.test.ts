import { expect, test } from 'vitest'
import type { Actor } from '../../../main/sfu/workers/RecentActs.ts'
import { RecentActs } from '../../../main/sfu/workers/RecentActs.ts'
import { Suspects } from '../../../main/sfu/workers/Suspects.ts'
import { roomNameSchema } from '../../../protocol/names.ts'

const actor = (session: string, room = 'demo'): Actor => ({ session, room: roomNameSchema.parse(room) })
const [eve, alice, bob] = [actor('eve'), actor('alice'), actor('bob')]

test('the first request without an answer comes first, then the newest answered ones; old ones do not count', () => {
  const acts = new RecentActs()
  acts.begin(actor('early'), 0)()
  acts.begin(alice, 9200)()
  acts.begin(bob, 9300)()
  acts.begin(eve, 9400)
  acts.begin(actor('late'), 9500)
  expect(acts.suspects(10_000).map(({ session }) => session)).toEqual(['eve', 'late', 'bob', 'alice'])
})

test('of a worker that hung, what came before it last answered counts', () => {
  const acts = new RecentActs()
  acts.begin(alice, 1000)()
  acts.begin(eve, 6500)()
  expect(acts.suspects(7000)).toEqual([eve])
})

test('the third death within a minute holds back whoever was there each time', () => {
  const suspects = new Suspects()
  expect(suspects.died([alice, eve], 0)).toBeNull()
  expect(suspects.died([eve, bob], 20_000)).toBeNull()
  expect(suspects.remainingMs(eve, 20_000)).toBe(0)
  expect(suspects.died([bob, eve], 40_000)).toEqual(eve)
  expect(suspects.remainingMs(eve, 40_000)).toBe(300_000)
  expect(suspects.any(40_000)).toBe(true)
  expect([alice, bob, actor('eve', 'other')].map((one) => suspects.remainingMs(one, 40_000))).toEqual([
    0, 0, 0,
  ])
  expect(suspects.remainingMs(eve, 340_000)).toBe(0)
  expect(suspects.any(340_000)).toBe(false)
})

test('of several who were there each time it is the likeliest', () => {
  const suspects = new Suspects()
  suspects.died([alice, eve], 0)
  suspects.died([eve, bob, alice], 1)
  expect(suspects.died([eve, alice], 2)).toEqual(eve)
})

test('three deaths in more than a minute hold nobody back', () => {
  const suspects = new Suspects()
  const held = [0, 31_000, 62_000, 93_000].map((now) => suspects.died([eve], now))
  expect(held).toEqual([null, null, null, null])
})

test('where sessions come anew each time, their room is held back', () => {
  const suspects = new Suspects()
  suspects.died([actor('one'), actor('x', 'other')], 0)
  suspects.died([actor('two')], 1)
  expect(suspects.died([actor('three')], 2)).toEqual({ room: 'demo', session: null })
  expect(suspects.remainingMs(actor('four'), 2)).toBe(300_000)
  expect(suspects.remainingMs(actor('four', 'other'), 2)).toBe(0)
})

test('deaths without anybody at hand are nobody’s doing', () => {
  const suspects = new Suspects()
  expect([0, 1, 2, 3].map((now) => suspects.died([], now))).toEqual([null, null, null, null])
  expect(suspects.any(3)).toBe(false)
})
