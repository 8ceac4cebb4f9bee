import { randomBytes } from 'node:crypto'
import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { trackIdSchema } from '../../../protocol/ids.ts'
import { MediaRoom } from '../../../main/sfu/MediaRoom.ts'
import { MediaWorker } from '../../../main/sfu/MediaWorker.ts'
import { Received } from '../../../main/sfu/Received.ts'

let worker: MediaWorker
let room: MediaRoom
let transport: types.DirectTransport
let talking: NodeJS.Timeout

/** RFC 6464: the level of the sound in a packet, in -dBov. */
const LEVEL_URI = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

/** One person's voice: 50 packets a second, as loud as set. */
class Voice {
  readonly producer: types.Producer
  readonly received: Received
  /** In -dBov: the smaller, the louder; null: silent. */
  level: number | null
  readonly #ssrc: number
  #sequence = 0

  private constructor(producer: types.Producer, received: Received, ssrc: number, level: number | null) {
    this.producer = producer
    this.received = received
    this.#ssrc = ssrc
    this.level = level
  }

  static async create(ssrc: number, level: number | null): Promise<Voice> {
    const producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
        headerExtensions: [{ uri: LEVEL_URI, id: 1 }],
        encodings: [{ ssrc }],
      },
    })
    const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
    room.add(track, producer, () => undefined)
    room.listenTo(producer)
    const { rtpCapabilities } = room.router
    const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities })
    const received = new Received(consumer, 0, () => undefined)
    room.watch(track, received)
    return new Voice(producer, received, ssrc, level)
  }

  send(): void {
    this.#sequence += 1
    const packet = Buffer.alloc(12 + 8 + 20)
    packet.writeUInt8(0x90, 0)
    packet.writeUInt8(111, 1)
    packet.writeUInt16BE(this.#sequence, 2)
    packet.writeUInt32BE(this.#sequence * 960, 4)
    packet.writeUInt32BE(this.#ssrc, 8)
    packet.writeUInt16BE(0xbede, 12)
    packet.writeUInt16BE(1, 14)
    packet.writeUInt8(0x10, 16)
    packet.writeUInt8(this.level === null ? 127 : 0x80 | this.level, 17)
    ;(this.producer as unknown as { send(rtp: Buffer): void }).send(packet)
  }
}

beforeAll(async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0 }
  worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null)
  room = await MediaRoom.create(worker)
  transport = await room.router.createDirectTransport()
})
afterAll(() => {
  clearInterval(talking)
  room.close()
  worker.close()
})

it('P-VIEW-4 of many who speak at once the loudest six are forwarded; nobody who is silent is held back', async () => {
  const voices: Voice[] = []
  for (let index = 0; index < 10; index += 1)
    voices.push(await Voice.create(1000 + index, index < 8 ? 10 + index * 4 : null))
  talking = setInterval(() => voices.forEach((voice) => voice.send()), 20)
  const held = () => voices.flatMap(({ received }, index) => (received.consumer.paused ? [index] : []))
  await expect.poll(held).toEqual([6, 7])
  // The quietest raises the voice: the one who is now the quietest of all gives way.
  const quietest = voices[7]
  if (quietest !== undefined) quietest.level = 5
  await expect.poll(held).toEqual([5, 6])
  for (const voice of voices.slice(0, 4)) voice.level = null
  await expect.poll(held).toEqual([])
})
