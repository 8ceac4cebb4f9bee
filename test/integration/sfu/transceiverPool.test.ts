import * as mediasoup from 'mediasoup'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { notifications } from '../../../protocol/wire/notifications.ts'
import type { Slots } from '../../../protocol/wire/media/transceiverPool.ts'
import type { MethodInput } from '../../../room/methods.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

interface Made {
  readonly consumer: mediasoup.types.Consumer
  readonly pausedAtFirst: boolean
}

/** Everything that the media workers have made for the host under test, in order. */
const made: Made[] = []
const transports = new Map<string, mediasoup.types.Transport>()
const clients: TestClient[] = []
let host: RunningHost

beforeAll(async () => {
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        transports.set(transport.id, transport)
        transport.observer.on('newconsumer', (consumer) =>
          made.push({ consumer, pausedAtFirst: consumer.paused }),
        )
      }),
    ),
  )
  host = await startHost()
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
afterAll(() => host.stop())

type Tracks = MethodInput<'media.produce'>['tracks']

let ssrc = 1000
function tracks(...sources: Tracks[number]['source'][]): Tracks {
  return sources.map((source) => {
    ssrc += 1
    const picture = source === 'camera' || source === 'screen'
    const codec = picture
      ? { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }
      : { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
    return { source, muted: false, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } }
  })
}

const DTLS = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => '00').join(':') }],
}

async function warm(slots?: Slots) {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  const params = { room: 'demo', rtpCapabilities, ...(slots && { slots, dtlsParameters: DTLS }) }
  return { client, ...(await client.request('session.warm', params)) }
}

async function enter(name: string, ...sources: Tracks[number]['source'][]) {
  const { client } = await warm()
  await client.join('demo', name)
  const shown = await client.request('media.produce', { tracks: tracks(...sources) })
  return { client, tracks: shown.tracks }
}

const latest = () => made.at(-1)

it('P-SLOT-1 P-WARM-3 slots need no silent consumer, and DTLS that is known needs no request', async () => {
  const before = made.length
  const { client, transports: own, warmup } = await warm({ audio: 1, video: 1 })
  expect(warmup).toEqual({ shapes: [], consumers: [] })
  expect(made).toHaveLength(before)
  for (const { id } of Object.values(own)) {
    const transport = transports.get(id) as mediasoup.types.WebRtcTransport
    // A client that is known to begin has the host answer.
    expect(transport.dtlsParameters.role).toBe('server')
  }
  expect(await client.request('media.connect', { direction: 'recv', dtlsParameters: DTLS })).toEqual({})
})

it('P-SLOT-2 what is there comes in slots with the answer to the join, and flows from then on', async () => {
  const bob = await enter('Bob', 'microphone', 'camera')
  const { client } = await warm({ audio: 2, video: 2 })
  const [microphone, camera] = bob.tracks
  const before = made.length
  const { consumers } = await client.join('demo', 'Alice')
  expect(consumers).toEqual({
    shapes: [],
    consumers: [],
    slots: [
      { track: microphone, mid: 'a0' },
      { track: camera, mid: 'v0' },
    ],
  })
  const ours = made.slice(before)
  expect(ours.map(({ consumer }) => consumer.rtpParameters.mid)).toEqual(['a0', 'v0'])
  // Who is refused by the room must not have heard or seen anything of it.
  expect(ours.map(({ pausedAtFirst }) => pausedAtFirst)).toEqual([true, true])
  await expect.poll(() => ours.map(({ consumer }) => consumer.paused)).toEqual([false, false])
})

it('P-SLOT-2 who comes later flows at once while there are slots, and is offered as usual after that', async () => {
  const { client: alice } = await warm({ audio: 0, video: 1 })
  await alice.join('demo', 'Alice')
  const bob = await enter('Bob', 'camera')
  const [first] = bob.tracks
  const offered = await alice.notification('media.consumers')
  expect(offered.params).toMatchObject({ consumers: [], slots: [{ track: first, mid: 'v0' }] })
  expect(latest()?.pausedAtFirst).toBe(false)

  // A slot that was used is not used again: the first picture must never be seen in another person's tile.
  await bob.client.close()
  await alice.event('peer.left')
  const carol = await enter('Carol', 'camera')
  const [second] = carol.tracks
  const later = await alice.notification(
    'media.consumers',
    (params) => notifications['media.consumers'].parse(params).consumers.length > 0,
  )
  expect(later.params).toMatchObject({ consumers: [{ track: second }] })
  expect(later.params).not.toHaveProperty('slots')
  expect(latest()?.pausedAtFirst).toBe(true)
})

it('P-SLOT-2 shares come with a description of their own', async () => {
  const { client: alice } = await warm({ audio: 1, video: 1 })
  await alice.join('demo', 'Alice')
  const bob = await enter('Bob', 'screen', 'screenSound')
  const { params } = await alice.notification('media.consumers')
  expect(params).toMatchObject({ consumers: bob.tracks.map((track) => ({ track })) })
  expect(params).not.toHaveProperty('slots')
})
