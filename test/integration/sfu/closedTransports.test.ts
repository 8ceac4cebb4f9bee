import { expect, it, onTestFinished } from 'vitest'
import { MediaCheck } from '../../../main/sfu/MediaCheck.ts'
import { MediaWorker } from '../../../main/sfu/MediaWorker.ts'

it('a check that is over is kept by nobody', async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  const worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null)
  onTestFinished(() => worker.close())
  let kept = 0
  worker.webRtcServer.observer.on('webrtctransporthandled', () => (kept += 1))
  worker.webRtcServer.observer.on('webrtctransportunhandled', () => (kept -= 1))
  const actor = { room: null, session: 'one' }
  for (const direction of ['send', 'recv'] as const) {
    const check = await MediaCheck.open(actor, worker, { protocol: 'udp', direction })
    expect(kept).toBe(1)
    check.close()
    expect(kept).toBe(0)
  }
})
