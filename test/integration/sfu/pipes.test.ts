import { randomBytes } from 'node:crypto'
import * as mediasoup from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TrackId, trackIdSchema } from '../../../protocol/ids.ts'
import { type HeldRoom, MediaRoom } from '../../../main/sfu/routing/MediaRoom.ts'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'
import { Subscription } from '../../../main/sfu/session/Subscription.ts'

let lastSsrc = 100
const workers: MediaWorker[] = []
const places: { readonly held: HeldRoom; readonly transport: mediasoup.types.DirectTransport }[] = []
const room = new MediaRoom(() => undefined)
/** What takes packets into pipes, on whatever worker. */
const nearEnds: mediasoup.types.Consumer[] = []

beforeAll(async () => {
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        if (transport.type !== 'pipe') return
        transport.observer.on('newconsumer', (consumer) => nearEnds.push(consumer))
      }),
    ),
  )
  for (let index = 0; index < 2; index += 1) {
    const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
    const worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null, console)
    workers.push(worker)
    const held = await room.hold(worker, false)
    if (held === null) throw new Error('The worker has died.')
    places.push({ held, transport: await held.home.router.createDirectTransport() })
  }
})
afterAll(() => {
  for (const { held } of places) held.release()
  for (const worker of workers) worker.close()
})

function placeAt(index: number): (typeof places)[number] {
  const place = places[index]
  if (place === undefined) throw new Error('There is no such worker.')
  return place
}

/** A camera in two sizes, whose every picture is a key frame; the larger one's packets are the larger ones. */
class Camera {
  readonly track: TrackId = trackIdSchema.parse(randomBytes(16).toString('base64url'))
  readonly producer: mediasoup.types.Producer
  /** The streams of its layers, the smaller one first. */
  readonly ssrcs: readonly number[]
  readonly #transport: mediasoup.types.DirectTransport
  readonly #running: NodeJS.Timeout
  #sequence = 0

  private constructor(
    producer: mediasoup.types.Producer,
    ssrcs: readonly number[],
    transport: mediasoup.types.DirectTransport,
  ) {
    this.producer = producer
    this.ssrcs = ssrcs
    this.#transport = transport
    this.#running = setInterval(() => this.#send(), 20)
    producer.observer.once('close', () => clearInterval(this.#running))
  }

  static async create(at: number): Promise<Camera> {
    const { held, transport } = placeAt(at)
    const ssrcs = [(lastSsrc += 1), (lastSsrc += 1)]
    const producer = await transport.produce({
      kind: 'video',
      rtpParameters: {
        codecs: [
          {
            mimeType: 'video/VP8',
            payloadType: 96,
            clockRate: 90_000,
            rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
          },
        ],
        encodings: ssrcs.map((ssrc) => ({ ssrc })),
      },
    })
    const camera = new Camera(producer, ssrcs, transport)
    room.add(camera.track, {
      producer,
      source: 'camera',
      owner: camera,
      home: held.home,
      onDemand: () => undefined,
      onRepeats: () => undefined,
    })
    return camera
  }

  close(): void {
    clearInterval(this.#running)
    this.producer.close()
  }

  #send(): void {
    this.#sequence += 1
    for (const [layer, ssrc] of this.ssrcs.entries()) {
      const packet = Buffer.alloc(12 + 11 + 100 * (layer + 1))
      packet.writeUInt8(0x80, 0)
      packet.writeUInt8(0x80 | 96, 1)
      packet.writeUInt16BE(this.#sequence & 0xffff, 2)
      packet.writeUInt32BE(this.#sequence * 1800, 4)
      packet.writeUInt32BE(ssrc, 8)
      // A VP8 payload descriptor: the start of partition 0. What follows begins a key frame (RFC 7741).
      packet.writeUInt8(0x10, 12)
      packet.writeUInt8(0x00, 13)
      ;(this.producer as unknown as { send(rtp: Buffer): void }).send(packet)
      this.#report(ssrc)
    }
  }

  /** A sender report (RFC 3550 §6.4.1): only with one for each layer can a receiver be given another. */
  #report(ssrc: number): void {
    const seconds = this.#sequence / 50
    const report = Buffer.alloc(28)
    report.writeUInt8(0x80, 0)
    report.writeUInt8(200, 1)
    report.writeUInt16BE(6, 2)
    report.writeUInt32BE(ssrc, 4)
    report.writeUInt32BE(3_900_000_000 + Math.floor(seconds), 8)
    report.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), 12)
    report.writeUInt32BE(this.#sequence * 1800, 16)
    this.#transport.sendRtcp(report)
  }
}

/** Somebody who receives a track at a worker: the sizes of the packets that arrive. */
async function watch(track: TrackId, at: number) {
  const { held, transport } = placeAt(at)
  const reached = await room.reach(track, held.home)
  if (reached === null) throw new Error('The track does not get there.')
  const { rtpCapabilities } = held.home.router
  const consumer = await transport.consume({ producerId: reached.producer.id, rtpCapabilities })
  const sizes: number[] = []
  consumer.on('rtp', (packet) => sizes.push(packet.length))
  const received = new Subscription(consumer, 0, () => room.watched(track), console)
  room.watch(track, received, held.home)
  consumer.observer.once('close', () => reached.release())
  return { received, consumer, sizes }
}

it('a track crosses to another worker once, with all its layers, and only while somebody there watches', async () => {
  const camera = await Camera.create(0)
  const [one, other] = [await watch(camera.track, 1), await watch(camera.track, 1)]
  expect(nearEnds).toHaveLength(1)
  const [pipe] = nearEnds
  await expect.poll(() => [one.sizes.length > 0, other.sizes.length > 0]).toEqual([true, true])

  // Each at the far end chooses its own size.
  await one.received.prefer(1, 10)
  await other.received.prefer(0, 10)
  const sizes = () => [one, other].map(({ sizes: all }) => ((all.at(-1) ?? 0) > 200 ? 'large' : 'small'))
  await expect.poll(sizes).toEqual(['large', 'small'])
  await one.received.prefer(0, 10)
  await other.received.prefer(1, 10)
  await expect.poll(sizes).toEqual(['small', 'large'])

  await one.received.prefer(null, 10)
  expect(pipe?.paused).toBe(false)
  await other.received.prefer(null, 10)
  await expect.poll(() => pipe?.paused).toBe(true)
  const before = one.sizes.length
  await one.received.prefer(1, 10)
  await expect.poll(() => [pipe?.paused, one.sizes.length > before]).toEqual([false, true])

  one.consumer.close()
  expect(pipe?.closed).toBe(false)
  other.consumer.close()
  await expect.poll(() => pipe?.closed).toBe(true)

  // Who comes later has it laid anew.
  const late = await watch(camera.track, 1)
  await expect.poll(() => late.sizes.length).toBeGreaterThan(0)
  camera.close()
  await expect.poll(() => late.consumer.closed).toBe(true)
})

it('a request for a key frame crosses to the sender', async () => {
  const camera = await Camera.create(0)
  const far = await watch(camera.track, 1)
  await expect.poll(() => far.sizes.length).toBeGreaterThan(0)
  const asked = new Set<number>()
  placeAt(0).transport.on('rtcp', (packet) => {
    // PLI (RFC 4585 §6.3.1): payload-specific feedback of format 1.
    if (packet.readUInt8(1) === 206 && (packet.readUInt8(0) & 0x1f) === 1) asked.add(packet.readUInt32BE(8))
  })
  await far.consumer.requestKeyFrame()
  await expect.poll(() => asked.size).toBeGreaterThan(0)
  expect(camera.ssrcs).toEqual(expect.arrayContaining([...asked]))
  camera.close()
})
