import * as mediasoup from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MethodInput } from '../../../room/methods.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

/** Everything that the media worker has made for the host under test, in order. */
const producers: mediasoup.types.Producer[] = []
const consumers: mediasoup.types.Consumer[] = []
let host: RunningHost

beforeAll(async () => {
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newproducer', (producer) => producers.push(producer))
        transport.observer.on('newconsumer', (consumer) => consumers.push(consumer))
      }),
    ),
  )
  host = await startHost()
})
afterAll(() => host.stop())

const camera: MethodInput<'media.produce'>['tracks'][number] = {
  source: 'camera',
  muted: false,
  rtpParameters: {
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
    encodings: [{ ssrc: 4711 }],
  },
}

async function enter(name: string): Promise<TestClient> {
  const client = await TestClient.connect(host.base)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await client.request('session.warm', { room: 'demo', rtpCapabilities })
  await client.join('demo', name)
  return client
}

it('P-MEDIA-3 P-MEDIA-5 the worker forwards a picture once its receiver is ready and while it is not muted', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  const [track] = (await bob.request('media.produce', { tracks: [camera] })).tracks
  if (track === undefined) throw new Error('No track.')
  await alice.notification('media.consumers')
  const sent = producers.at(-1)
  const received = consumers.at(-1)
  expect([sent?.kind, sent?.paused]).toEqual(['video', false])
  expect([received?.producerId, received?.paused]).toEqual([sent?.id, true])

  await alice.request('media.resume', { tracks: [track] })
  expect(received?.paused).toBe(false)

  await bob.request('track.setMuted', { track, muted: true })
  await expect.poll(() => [sent?.paused, received?.producerPaused]).toEqual([true, true])
  await bob.request('track.setMuted', { track, muted: false })
  await expect.poll(() => [sent?.paused, received?.producerPaused]).toEqual([false, false])

  await bob.request('track.remove', { track })
  await expect.poll(() => [sent?.closed, received?.closed]).toEqual([true, true])
  await alice.close()
  await bob.close()
})

it('P-WARM-2 what is produced in the lobby stays paused until the person joins', async () => {
  const guest = await TestClient.connect(host.base)
  const { rtpCapabilities } = await guest.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await guest.request('session.warm', { room: 'demo', rtpCapabilities })
  const [track] = (await guest.request('media.produce', { tracks: [camera] })).tracks
  if (track === undefined) throw new Error('No track.')
  const sent = producers.at(-1)
  expect(sent?.paused).toBe(true)
  await guest.request('session.join', {
    protocol: 1,
    room: 'demo',
    name: 'Guest',
    tracks: [{ track, muted: false }],
  })
  await expect.poll(() => sent?.paused).toBe(false)
  await guest.close()
  await expect.poll(() => sent?.closed).toBe(true)
})
