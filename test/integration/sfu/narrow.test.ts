import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BandwidthWatch } from '../../../main/sfu/BandwidthWatch.ts'
import { type HeldRoom, MediaRoom } from '../../../main/sfu/MediaRoom.ts'
import { MediaWorker } from '../../../main/sfu/MediaWorker.ts'
import { Received } from '../../../main/sfu/Received.ts'
import { trackIdSchema } from '../../../protocol/ids.ts'
import type { Source } from '../../../protocol/media.ts'
import { PictureSource } from '../../fixtures/PictureSource.ts'
import { PlainReceiver } from '../../fixtures/PlainReceiver.ts'
import { VoiceSource } from '../../fixtures/VoiceSource.ts'

const PATIENCE = { timeout: 30_000 }
const room = new MediaRoom(() => undefined)
let worker: MediaWorker
let held: HeldRoom
let receiver: PlainReceiver
let watch: BandwidthWatch

beforeAll(async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null)
  const holding = await room.hold(worker, false)
  if (holding === null) throw new Error('The worker has died.')
  held = holding
  receiver = await PlainReceiver.create(held.home.router)
  watch = new BandwidthWatch(
    receiver.transport,
    async () => undefined,
    () => undefined,
  )
})
afterAll(() => {
  watch.close()
  held.release()
  worker.close()
})

/** Sends a track into the room, where somebody receives it. */
async function share(source: Source, { producer }: PictureSource | VoiceSource) {
  const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
  const told: (number | null)[] = []
  room.add(track, { producer, source, owner: held, home: held.home, onDemand: (layer) => told.push(layer) })
  const { rtpCapabilities } = held.home.router
  const consumer = await receiver.transport.consume({ producerId: producer.id, rtpCapabilities })
  const received = new Received(consumer, 0, () => room.watched(track))
  room.watch(track, received, held.home)
  watch.add(received, source)
  return { received, told }
}

it('P-VIEW-6 sounds are to take less while they leave too little for a picture, and as much as ever afterwards', async () => {
  const { router } = held.home
  const picture = await share('screen', await PictureSource.create(router, [60_000, 900_000]))
  const sound = await share('screenSound', await VoiceSource.create(router))
  const voice = await share('microphone', await VoiceSource.create(router))
  await expect.poll(() => [sound.told, voice.told], PATIENCE).toEqual([[0], [0]])
  expect(picture.received.short).toBe('size')
  await picture.received.prefer(0, 200)
  await expect
    .poll(() => [sound.told, voice.told], PATIENCE)
    .toEqual([
      [0, 1],
      [0, 1],
    ])
})
