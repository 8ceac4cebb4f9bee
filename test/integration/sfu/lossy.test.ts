import { afterAll, beforeAll, expect, it } from 'vitest'
import { PictureSource } from '../../fixtures/PictureSource.ts'
import { RoomOnWorker } from '../../fixtures/RoomOnWorker.ts'

let on: RoomOnWorker

beforeAll(async () => {
  on = await RoomOnWorker.open()
})
afterAll(() => on.close())

/** A camera or a screen in three sizes. */
async function picture(owner: object, source: 'camera' | 'screen' = 'camera') {
  const from = await PictureSource.create(on.router, [30_000, 60_000, 90_000])
  return { from, ...on.send(source, from, owner) }
}

it('P-VIEW-7 of a sender whose way loses much, everybody gets the smallest picture until it loses less', async () => {
  const [lossy, other] = [{}, {}]
  const [bad, good] = [await picture(lossy), await picture(other)]
  const size = async (sent: typeof bad) => {
    const { consumer } = await on.receive(sent)
    return () => consumer.currentLayers?.spatialLayer
  }
  const sizes = [await size(bad), await size(good)]
  await expect.poll(() => sizes.map((one) => one())).toEqual([2, 2])
  expect(on.room.setLoss(lossy, 'some')).toBe(false)
  expect([bad.told.at(-1), good.told.at(-1)]).toEqual([2, 2])
  expect(on.room.setLoss(lossy, 'heavy')).toBe(true)
  expect([bad.told.at(-1), good.told.at(-1)]).toEqual([0, 2])
  sizes.push(await size(bad))
  await expect.poll(() => sizes.map((one) => one())).toEqual([0, 2, 0])
  expect(on.room.setLoss(lossy, 'some')).toBe(true)
  expect(bad.told.at(-1)).toBe(2)
  await expect.poll(() => sizes.map((one) => one())).toEqual([2, 2, 2])
})

it('P-VIEW-8 a camera whose way here loses some begins anew when asked, once in 0.4 s at most; others do not', async () => {
  const [lossy, sound] = [{}, {}]
  const [bad, screen, good] = [await picture(lossy), await picture(lossy, 'screen'), await picture(sound)]
  const received = await on.receive(bad)
  await expect.poll(() => received.consumer.currentLayers?.spatialLayer).toBe(2)
  const may = ({ track }: typeof bad, nowMs: number) => on.room.mayRefresh(track, nowMs)
  expect(may(bad, 1000)).toBe(false)
  on.room.setLoss(lossy, 'some')
  expect([may(bad, 1000), may(screen, 1000), may(good, 1000)]).toEqual([true, false, false])
  expect([may(bad, 1399), may(bad, 1400)]).toEqual([false, true])
  const before = bad.from.begunAnew
  await received.refresh()
  await expect.poll(() => bad.from.begunAnew).toBe(before + 1)
  expect([bad, screen, good].map(({ track }) => on.room.losesOf(track))).toEqual([true, false, false])
  on.room.setLoss(lossy, 'none')
  expect(may(bad, 9000)).toBe(false)
})

it('P-VIEW-8 of a camera of which nothing comes any more, the smallest size is passed on, before the worker notices', async () => {
  const sent = await picture({})
  const received = await on.receive(sent)
  const size = () => received.consumer.currentLayers?.spatialLayer
  await expect.poll(size).toBe(2)
  const told = sent.told.length
  await received.stepDown()
  await expect.poll(size).toBe(0)
  // It was for a while; nobody is told to send less meanwhile.
  await expect.poll(size).toBe(2)
  expect(sent.told.length).toBe(told)
})

it('P-VIEW-11 to whom much gets lost on the way, the smallest picture goes until less does; nobody else is concerned', async () => {
  const sent = await picture({})
  const [bad, good] = [await on.receive(sent), await on.receive(sent)]
  const sizes = () => [bad, good].map(({ consumer }) => consumer.currentLayers?.spatialLayer)
  await expect.poll(sizes).toEqual([2, 2])
  await bad.bound('arriving', 0)
  await expect.poll(sizes).toEqual([0, 2])
  expect([bad.short, good.short]).toEqual(['size', null])
  await good.bound('arriving', 0)
  expect(sent.told.at(-1)).toBe(0)
  await good.bound('arriving', null)
  await bad.bound('arriving', null)
  expect(sent.told.at(-1)).toBe(2)
  // When the worker passes the large one on again is its own affair: without an estimate of the way it may stay with the middle one.
  const asked = () => [bad, good].map(({ consumer }) => consumer.preferredLayers?.spatialLayer)
  await expect.poll(asked).toEqual([2, 2])
})
