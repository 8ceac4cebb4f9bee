import { randomBytes } from 'node:crypto'
import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HeldRoom, MediaRoom } from '../../../main/sfu/routing/MediaRoom.ts'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'
import { Subscription } from '../../../main/sfu/session/Subscription.ts'
import { trackIdSchema } from '../../../protocol/ids.ts'

const SSRC = 4321
const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
const room = new MediaRoom(() => undefined)
let worker: MediaWorker
let held: HeldRoom
let producer: types.Producer
let received: Subscription
/** The numbers of the pictures that arrive. */
const arrived: number[] = []
let sequence = 0

beforeAll(async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null, console)
  const holding = await room.hold(worker, false)
  if (holding === null) throw new Error('The worker has died.')
  held = holding
  const { router } = held.home
  const transport = await router.createDirectTransport()
  producer = await transport.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: SSRC }],
    },
  })
  room.add(track, {
    producer,
    source: 'camera',
    owner: held,
    home: held.home,
    onDemand: () => undefined,
    onRepeats: () => undefined,
  })
  const { rtpCapabilities } = router
  const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities })
  consumer.on('rtp', (packet) => arrived.push(packet.readUInt8(packet.length - 1)))
  received = new Subscription(consumer, 0, () => room.watched(track), console)
  room.watch(track, received, held.home)
})
afterAll(() => {
  held.release()
  worker.close()
})

/** RFC 7741: one packet that is a whole picture. */
function send(kind: 'key' | 'delta'): void {
  sequence += 1
  const packet = Buffer.alloc(12 + 1 + 10)
  packet.writeUInt8(0x80, 0)
  packet.writeUInt8(0x80 | 96, 1)
  packet.writeUInt16BE(sequence, 2)
  packet.writeUInt32BE(sequence * 3000, 4)
  packet.writeUInt32BE(SSRC, 8)
  packet.writeUInt8(0x10, 12)
  packet.writeUInt8(kind === 'key' ? 0 : 1, 13)
  packet.writeUInt8(sequence, packet.length - 1)
  ;(producer as unknown as { send(rtp: Buffer): void }).send(packet)
}

it('what a lost sender sent arrives late and is not forwarded: its picture begins anew with a whole one', async () => {
  send('key')
  send('delta')
  await expect.poll(() => arrived).toEqual([1, 2])
  room.holdPicture(track, true)
  await expect.poll(() => received.consumer.paused).toBe(true)
  send('delta')
  room.holdPicture(track, false)
  await expect.poll(() => received.consumer.paused).toBe(false)
  send('delta')
  send('key')
  await expect.poll(() => arrived).toEqual([1, 2, 5])
})
