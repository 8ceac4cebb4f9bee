import * as mediasoup from 'mediasoup'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { MethodInput } from '../../../room/methods.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const consumers: mediasoup.types.Consumer[] = []
const transports: mediasoup.types.Transport[] = []
const clients: TestClient[] = []
let host: RunningHost

beforeAll(async () => {
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        transports.push(transport)
        transport.observer.on('newconsumer', (consumer) => consumers.push(consumer))
      }),
    ),
  )
  host = await startHost()
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
afterAll(() => host.stop())

const limitIn = z.object({ maxOutgoingBitrate: z.number().positive() })

/** A camera in three sizes. */
const camera: MethodInput<'media.produce'>['tracks'][number] = {
  source: 'camera',
  muted: false,
  rtpParameters: {
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
    encodings: [{ ssrc: 101 }, { ssrc: 102 }, { ssrc: 103 }],
  },
}

async function warm(name: string): Promise<TestClient> {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error(`${name} finds no media.`)
  await client.request('session.warm', { room: 'demo', rtpCapabilities })
  return client
}

async function enter(name: string): Promise<TestClient> {
  const client = await warm(name)
  await client.join('demo', name)
  return client
}

async function show(client: TestClient): Promise<string> {
  const [track] = (await client.request('media.produce', { tracks: [camera] })).tracks
  if (track === undefined) throw new Error('No track.')
  return track
}

/** The newest of what a sender was told about its one track. */
const demandOn = (client: TestClient) => {
  const told = client.frames.flatMap((frame) =>
    'method' in frame && frame.method === 'media.demand'
      ? (frame.params['tracks'] as { layer: number | null }[]).map(({ layer }) => layer)
      : [],
  )
  return told.at(-1)
}

it('P-VIEW-1 each viewer gets the size that is shown, and nothing of what is not', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  const track = await show(bob)
  await alice.notification('media.consumers')
  const consumer = consumers.at(-1)
  await alice.request('media.resume', { tracks: [track as never] })
  expect(consumer?.paused).toBe(false)
  const prefer = (layer: number | null, priority = 10) =>
    alice.request('media.setPreferences', { tracks: [{ track: track as never, layer, priority }] })
  await prefer(0, 200)
  await expect.poll(() => [consumer?.preferredLayers?.spatialLayer, consumer?.priority]).toEqual([0, 200])
  await prefer(null)
  await expect.poll(() => consumer?.paused).toBe(true)
  await prefer(1)
  await expect.poll(() => [consumer?.paused, consumer?.preferredLayers?.spatialLayer]).toEqual([false, 1])
})

it('P-VIEW-1 what is not shown from the beginning is not sent, though the client is ready for it', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  const track = await show(bob)
  await alice.notification('media.consumers')
  await alice.request('media.setPreferences', {
    tracks: [{ track: track as never, layer: null, priority: 1 }],
  })
  await alice.request('media.resume', { tracks: [track as never] })
  const other = await enter('Carol')
  await other.request('chat.send', { text: 'here' })
  const ofAlice = consumers.find(({ producerId }) => producerId === consumers.at(-1)?.producerId)
  expect(ofAlice?.paused).toBe(true)
})

it('P-VIEW-2 a client sets the most that is sent to it', async () => {
  const before = transports.length
  const alice = await enter('Alice')
  const [, , receiving] = transports.slice(before)
  const limit = async () => {
    const stats = await Promise.all(
      transports.slice(before).map((transport) => transport.getStats().catch(() => [])),
    )
    return stats.flat().flatMap((one: unknown) => limitIn.safeParse(one).data?.maxOutgoingBitrate ?? [])
  }
  expect(receiving).toBeDefined()
  await alice.request('media.setPreferences', { tracks: [], maxBitrate: 600_000 })
  expect(await limit()).toEqual([600_000])
  await alice.request('media.setPreferences', { tracks: [], maxBitrate: null })
  expect(await limit()).toEqual([])
})

it('P-VIEW-3 a sender hears how large it is watched: more at once, less after a while', async () => {
  const bob = await enter('Bob')
  const track = await show(bob)
  await expect.poll(() => demandOn(bob)).toBe(null)
  const alice = await warm('Alice')
  await expect.poll(() => demandOn(bob)).toBe(0)
  await alice.join('demo', 'Alice')
  await expect.poll(() => demandOn(bob)).toBe(2)
  const prefer = (client: TestClient, layer: number | null) =>
    client.request('media.setPreferences', { tracks: [{ track: track as never, layer, priority: 10 }] })
  await prefer(alice, 1)
  await expect.poll(() => demandOn(bob)).toBe(1)
  const carol = await enter('Carol')
  await prefer(carol, 0)
  await expect.poll(() => demandOn(bob)).toBe(1)
  await prefer(alice, null)
  await expect.poll(() => demandOn(bob)).toBe(0)
  await prefer(alice, 2)
  await expect.poll(() => demandOn(bob)).toBe(2)
})
