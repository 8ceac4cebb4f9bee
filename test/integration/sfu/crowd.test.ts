import { randomBytes } from 'node:crypto'
import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TrackId, trackIdSchema } from '../../../protocol/ids.ts'
import { type HeldRoom, MediaRoom } from '../../../main/sfu/routing/MediaRoom.ts'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'
import { Subscription } from '../../../main/sfu/session/Subscription.ts'

/** The room is on two workers, and at each there is somebody. */
const workers: MediaWorker[] = []
const places: { readonly held: HeldRoom; readonly transport: types.DirectTransport }[] = []
const room = new MediaRoom(() => undefined)
let talking: NodeJS.Timeout
const voices: Voice[] = []
/** RFC 6464: the level of the sound in a packet, in -dBov. */
const LEVEL_URI = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

/** One person's voice: 50 packets a second, as loud as set. */
class Voice {
  readonly producer: types.Producer
  /** As it is received at each of the workers. */
  readonly received: readonly Subscription[]
  /** In -dBov: the smaller, the louder; null: silent. */
  level: number | null
  readonly #ssrc: number
  #sequence = 0

  private constructor(
    producer: types.Producer,
    received: readonly Subscription[],
    ssrc: number,
    level: number | null,
  ) {
    this.producer = producer
    this.received = received
    this.#ssrc = ssrc
    this.level = level
  }

  /** @param at the number of the worker to which it speaks. */
  static async create(ssrc: number, level: number | null, at: number): Promise<Voice> {
    const { transport, held } = placeAt(at)
    const producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
        headerExtensions: [{ uri: LEVEL_URI, id: 1 }],
        encodings: [{ ssrc }],
      },
    })
    const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
    room.add(track, {
      producer,
      source: 'microphone',
      owner: producer,
      home: held.home,
      onDemand: () => undefined,
      onRepeats: () => undefined,
    })
    held.home.listenTo(producer)
    const received = await Promise.all(places.map((place) => receive(track, place)))
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

function placeAt(index: number): (typeof places)[number] {
  const place = places[index]
  if (place === undefined) throw new Error('There is no such worker.')
  return place
}

async function receive(track: TrackId, { held, transport }: (typeof places)[number]): Promise<Subscription> {
  const reached = await room.reach(track, held.home)
  if (reached === null) throw new Error('The track does not get there.')
  const { rtpCapabilities } = held.home.router
  const consumer = await transport.consume({ producerId: reached.producer.id, rtpCapabilities })
  const received = new Subscription(consumer, 0, () => room.watched(track), console)
  room.watch(track, received, held.home)
  return received
}

beforeAll(async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  for (let index = 0; index < 2; index += 1) {
    const worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null, console)
    workers.push(worker)
    const held = await room.hold(worker, false)
    if (held === null) throw new Error('The worker has died.')
    places.push({ held, transport: await held.home.router.createDirectTransport() })
  }
})
afterAll(() => {
  clearInterval(talking)
  for (const { held } of places) held.release()
  for (const worker of workers) worker.close()
})

it('P-VIEW-4 of many who speak at once, on whatever worker, the loudest six are forwarded; silence always is', async () => {
  for (let index = 0; index < 10; index += 1)
    voices.push(await Voice.create(1000 + index, index < 8 ? 10 + index * 4 : null, index % 2))
  // Twice as often as a voice would: a busy machine must not let a measurement find too few packets.
  talking = setInterval(() => voices.forEach((voice) => voice.send()), 10)
  const held = () =>
    voices.flatMap(({ received }, index) => (received.some(({ consumer }) => consumer.paused) ? [index] : []))
  const heldEverywhere = () =>
    voices.flatMap(({ received }, index) =>
      received.every(({ consumer }) => consumer.paused) ? [index] : [],
    )
  await expect.poll(held).toEqual([6, 7])
  await expect.poll(heldEverywhere).toEqual([6, 7])
  // The quietest raises the voice: the one who is now the quietest of all gives way.
  const quietest = voices[7]
  if (quietest !== undefined) quietest.level = 5
  await expect.poll(held).toEqual([5, 6])
  for (const voice of voices.slice(0, 4)) voice.level = null
  await expect.poll(held).toEqual([])
})

/** A picture of somebody who has a voice, as it is received at the first worker. */
async function show(
  voice: Voice | undefined,
  source: 'camera' | 'screen',
  ssrc: number,
): Promise<Subscription> {
  const { transport, held } = placeAt(0)
  const producer = await transport.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc }, { ssrc: ssrc + 1 }, { ssrc: ssrc + 2 }],
    },
  })
  const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
  const owner = voice?.producer ?? producer
  room.add(track, {
    producer,
    source,
    owner,
    home: held.home,
    onDemand: () => undefined,
    onRepeats: () => undefined,
  })
  return receive(track, placeAt(0))
}

it('P-LOAD-1 on a worker near its limit all pictures shrink but shares and those of whoever speaks', async () => {
  const { worker } = placeAt(0).held.home
  // The ninth has never spoken; the eighth speaks on from above.
  const pictures = await Promise.all([
    show(voices[8], 'camera', 2000),
    show(voices[8], 'screen', 2010),
    show(voices[7], 'camera', 2020),
  ])
  const layers = () => pictures.map(({ watched }) => watched)
  const use = (share: number) => {
    if (worker.ceiling.measured(share)) room.followCeiling(worker)
  }
  expect(layers()).toEqual([2, 2, 2])
  use(1)
  // That somebody speaks is known a moment after it is heard.
  await expect.poll(layers).toEqual([1, 2, 2])
  use(1)
  expect(layers()).toEqual([0, 2, 2])
  await expect.poll(() => pictures[0]?.consumer.preferredLayers?.spatialLayer).toBe(0)
  // Whoever begins to speak is shown large at once.
  const silent = voices[8]
  if (silent !== undefined) silent.level = 1
  await expect.poll(layers).toEqual([2, 2, 2])
  for (const voice of voices) voice.level = null
  for (let quiet = 0; quiet < 10; quiet += 1) use(0.1)
  expect(layers()).toEqual([2, 2, 2])
})
