import { createWorker, type types } from 'mediasoup'
import { expect, it, onTestFinished } from 'vitest'
import { createOn } from '../../../main/sfu/routing/createOn.ts'
import { ConnectivityCheck } from '../../../main/sfu/session/ConnectivityCheck.ts'
import { mediaCodecs } from '../../../main/sfu/routing/mediaCodecs.ts'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'

it('a check that is over is kept by nobody', async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  const worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null, console)
  onTestFinished(() => worker.close())
  let kept = 0
  for (const { observer } of worker.listeners.servers) {
    observer.on('webrtctransporthandled', () => (kept += 1))
    observer.on('webrtctransportunhandled', () => (kept -= 1))
  }
  const actor = { room: null, session: 'one' }
  for (const direction of ['send', 'recv'] as const) {
    const check = await ConnectivityCheck.open(actor, worker, { protocol: 'udp', direction })
    expect(kept).toBe(1)
    check.close()
    expect(kept).toBe(0)
  }
})

it('a track that was made on a transport which has closed meanwhile is closed too', async () => {
  const worker = await createWorker({ workerBin: process.env['MEDIASOUP_WORKER_BIN'] ?? '' })
  onTestFinished(() => worker.close())
  const router = await worker.createRouter({ mediaCodecs })
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  })
  const producers: types.Producer[] = []
  transport.observer.on('newproducer', (producer) => producers.push(producer))
  const [{ mimeType, clockRate, channels } = {}] = mediaCodecs
  const codec = {
    mimeType: mimeType ?? '',
    payloadType: 100,
    clockRate: clockRate ?? 0,
    channels: channels ?? 1,
  }
  const rtpParameters = { codecs: [codec], encodings: [{ ssrc: 1 }] }
  const making = createOn(transport, transport.produce({ kind: 'audio', rtpParameters }))
  transport.close()
  await expect(making).rejects.toThrow('closed')
  expect(producers.map(({ closed }) => closed)).toEqual([true])
})
