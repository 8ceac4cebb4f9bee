import { createWorker, type types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BandwidthWatch } from '../../../main/sfu/allocation/BandwidthWatch.ts'
import { mediaCodecs } from '../../../main/sfu/routing/mediaCodecs.ts'
import { Subscription } from '../../../main/sfu/session/Subscription.ts'
import { PictureSource } from '../../fixtures/PictureSource.ts'
import { PlainReceiver } from '../../fixtures/PlainReceiver.ts'

/** What got lost is asked for once more as soon as the worker may take the first answer for lost as well. */
const AGAIN_MS = 150

let worker: types.Worker
let router: types.Router
let receiver: PlainReceiver

beforeAll(async () => {
  worker = await createWorker({ workerBin: process.env['MEDIASOUP_WORKER_BIN'] ?? '' })
  router = await worker.createRouter({ mediaCodecs })
  receiver = await PlainReceiver.create(router)
})
afterAll(() => worker.close())

it('where most of what is sent was sent before, all pictures wait for a moment, and go on', async () => {
  const watch = new BandwidthWatch(
    receiver.transport,
    async () => undefined,
    () => undefined,
    console,
  )
  // With its floor: what is reported as lost lowers the estimate, and no picture at all would be left.
  watch.limit(null)
  const received: Subscription[] = []
  const pauses: boolean[] = []
  for (const bitrates of [[60_000, 900_000], [60_000]]) {
    const { producer } = await PictureSource.create(router, bitrates)
    const { rtpCapabilities } = router
    const consumer = await receiver.transport.consume({ producerId: producer.id, rtpCapabilities })
    consumer.observer.on('pause', () => pauses.push(true))
    consumer.observer.on('resume', () => pauses.push(false))
    const one = new Subscription(consumer, 0, () => undefined, console)
    received.push(one)
    watch.add(one, 'camera')
  }
  const [large] = received
  // More is wanted than gets through: from now on the worker's estimates are looked at.
  await expect.poll(() => large?.consumer.currentLayers?.spatialLayer).toBe(0)
  await expect.poll(() => large?.short).toBe('size')
  const ssrcs = new Set(
    received.flatMap(({ consumer }) => consumer.rtpParameters.encodings?.map((e) => e.ssrc) ?? []),
  )
  receiver.onPacket = (packet) => {
    const ssrc = packet.readUInt32BE(8)
    if (!ssrcs.has(ssrc)) return
    const again = () => receiver.askAgain(ssrc, packet.readUInt16BE(2))
    again()
    setTimeout(again, AGAIN_MS)
    receiver.reportLoss(ssrc, 0.2)
  }
  await expect.poll(() => pauses.filter((paused) => paused).length).toBe(2)
  await expect.poll(() => pauses).toEqual([true, true, false, false])
  watch.close()
}, 60_000)
