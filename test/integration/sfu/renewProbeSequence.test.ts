import { createWorker } from 'mediasoup'
import { expect, it, onTestFinished } from 'vitest'
import { mediaCodecs } from '../../../main/sfu/routing/mediaCodecs.ts'
import { renewProbeSequence } from '../../../main/sfu/routing/renewProbeSequence.ts'

async function routerWithSilence() {
  const worker = await createWorker({ workerBin: process.env['MEDIASOUP_WORKER_BIN'] ?? '' })
  onTestFinished(() => worker.close())
  const router = await worker.createRouter({ mediaCodecs })
  const transport = await router.createDirectTransport()
  const silence = await transport.produce({
    kind: 'video',
    paused: true,
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: 1 }],
    },
  })
  return { router, silence }
}

it('what gives probes new numbers estimates bandwidth itself for a moment, and leaves nothing behind', async () => {
  const { router, silence } = await routerWithSilence()
  const before = (await router.dump()).transportIds
  const made: string[] = []
  router.observer.on('newtransport', (transport) =>
    transport.observer.on('newconsumer', ({ rtpParameters: { headerExtensions = [], codecs } }) => {
      // Only a transport of which a worker estimates the bandwidth begins numbers of its own: one with reports of arrivals.
      made.push(headerExtensions.find(({ uri }) => uri.includes('transport-wide-cc'))?.uri ?? 'none')
      made.push(codecs[0]?.rtcpFeedback?.find(({ type }) => type === 'transport-cc')?.type ?? 'none')
    }),
  )
  await renewProbeSequence(router, silence)
  expect(made).toEqual([expect.stringContaining('transport-wide-cc'), 'transport-cc'])
  expect((await router.dump()).transportIds).toEqual(before)
})

it('where the room ends meanwhile it says so', async () => {
  const { router, silence } = await routerWithSilence()
  const renewing = renewProbeSequence(router, silence)
  router.close()
  await expect(renewing).rejects.toThrow()
})
