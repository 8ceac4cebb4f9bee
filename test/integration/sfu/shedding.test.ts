import { randomBytes } from 'node:crypto'
import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mediaCodecs } from '../../../main/sfu/routing/mediaCodecs.ts'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'
import { Subscription } from '../../../main/sfu/session/Subscription.ts'
import { type TrackId, trackIdSchema } from '../../../protocol/ids.ts'
import { Subscriber, type Wish } from '../../../renderer/session/media/subscribing/Subscriber.ts'
import { PictureSource } from '../../fixtures/PictureSource.ts'
import { PlainReceiver } from '../../fixtures/PlainReceiver.ts'
import { VoiceSource } from '../../fixtures/VoiceSource.ts'

/** Of each picture's two sizes; bits per second. */
const BITRATES = [60_000, 120_000]

let worker: MediaWorker
let router: types.Router
let receiver: PlainReceiver

beforeAll(async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null, console)
  router = await worker.worker.createRouter({ mediaCodecs })
  receiver = await PlainReceiver.create(router)
})
afterAll(() => worker.close())

async function receive({ producer }: PictureSource | VoiceSource): Promise<Subscription> {
  const { rtpCapabilities } = router
  const consumer = await receiver.transport.consume({ producerId: producer.id, rtpCapabilities })
  return new Subscription(consumer, 2, () => undefined, console)
}

it('as less gets through, the rest shrink and go first, then who stands large, then the share, and the sound stays', async () => {
  const { consumer: voice } = await receive(await VoiceSource.create(router))
  const sound: number[] = []
  receiver.onPacket = (packet) => {
    if (packet.readUInt32BE(8) === voice.rtpParameters.encodings?.[0]?.ssrc)
      sound.push(packet.readUInt16BE(2))
  }
  const pictures = new Map<TrackId, Subscription>()
  const wishes = new Map<TrackId, Wish>()
  // The least urgent comes first: what came earlier must not matter.
  for (const priority of ['tile', 'main', 'share'] as const) {
    const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
    pictures.set(track, await receive(await PictureSource.create(router, BITRATES)))
    wishes.set(track, { width: 1280, height: 720, priority })
  }
  const viewing = new Subscriber(async ({ tracks }) => {
    for (const { track, layer, priority } of tracks)
      await pictures.get(trackIdSchema.parse(track))?.prefer(layer, priority)
  })
  viewing.receive(new Set(wishes.keys()))
  viewing.show(wishes)
  const sizes = () =>
    [...pictures.values()].map(({ consumer }) => consumer.currentLayers?.spatialLayer ?? null)
  for (const [bitrate, tile, main, share] of [
    [600_000, 1, 1, 1],
    [330_000, 0, 1, 1],
    [270_000, 0, 0, 1],
    [210_000, 0, 0, 0],
    [150_000, null, 0, 0],
    [90_000, null, null, 0],
    [40_000, null, null, null],
  ] as const) {
    await receiver.transport.setMaxOutgoingBitrate(bitrate)
    await expect.poll(sizes, { message: `${bitrate} bit/s` }).toEqual([tile, main, share])
  }
  viewing.close()
  const before = sound.length
  await expect.poll(() => sound.length).toBeGreaterThan(before + 50)
  const missing = sound.slice(1).filter((number, index) => ((number - (sound[index] ?? 0)) & 0xffff) !== 1)
  expect(missing).toEqual([])
}, 60_000)
