import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HeldRoom, MediaRoom } from '../../../main/sfu/MediaRoom.ts'
import { MediaWorker } from '../../../main/sfu/MediaWorker.ts'
import { Received } from '../../../main/sfu/Received.ts'
import { trackIdSchema } from '../../../protocol/ids.ts'
import { PictureSource } from '../../fixtures/PictureSource.ts'
import { PlainReceiver } from '../../fixtures/PlainReceiver.ts'

const PATIENCE = { timeout: 10_000 }
const room = new MediaRoom(() => undefined)
let worker: MediaWorker
let held: HeldRoom
let receiver: PlainReceiver

beforeAll(async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null)
  const holding = await room.hold(worker, false)
  if (holding === null) throw new Error('The worker has died.')
  held = holding
  receiver = await PlainReceiver.create(held.home.router)
})
afterAll(() => {
  held.release()
  worker.close()
})

/** One person's camera in three sizes, and how somebody receives it. */
async function camera(owner: object) {
  const { router } = held.home
  const { producer } = await PictureSource.create(router, [30_000, 60_000, 90_000])
  const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
  const told: (number | null)[] = []
  room.add(track, {
    producer,
    source: 'camera',
    owner,
    home: held.home,
    onDemand: (layer) => told.push(layer),
  })
  const receive = async () => {
    const consumer = await receiver.transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
    })
    const received = new Received(consumer, 0, () => room.watched(track))
    room.watch(track, received, held.home)
    return () => consumer.currentLayers?.spatialLayer
  }
  return { told, receive }
}

it('P-VIEW-7 of a sender whose way loses much, everybody gets the smallest picture until it loses less', async () => {
  const [lossy, other] = [{}, {}]
  const [bad, good] = [await camera(lossy), await camera(other)]
  const sizes = [await bad.receive(), await good.receive()]
  await expect.poll(() => sizes.map((size) => size()), PATIENCE).toEqual([2, 2])
  room.setLossy(lossy, true)
  expect([bad.told.at(-1), good.told.at(-1)]).toEqual([0, 2])
  sizes.push(await bad.receive())
  await expect.poll(() => sizes.map((size) => size()), PATIENCE).toEqual([0, 2, 0])
  room.setLossy(lossy, false)
  expect(bad.told.at(-1)).toBe(2)
  await expect.poll(() => sizes.map((size) => size()), PATIENCE).toEqual([2, 2, 2])
})
