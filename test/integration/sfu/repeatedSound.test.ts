import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Consumers, RtpCapabilities } from '../../../protocol/wire/media/media.ts'
import { notifications } from '../../../protocol/wire/notifications.ts'
import { MediaGuest } from '../../fixtures/MediaGuest.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const RED = 'audio/red'
const clients: TestClient[] = []
let host: RunningHost
let rooms = 0
let room = ''

beforeAll(async () => {
  MediaGuest.follow()
  host = await startHost()
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
afterAll(() => host.stop())

/** Somebody in the room whose browser understands sound that repeats itself, or does not. */
async function enter(name: string, understands = true): Promise<TestClient> {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  const { codecs, headerExtensions } = rtpCapabilities
  const known: RtpCapabilities = {
    codecs: understands ? codecs : codecs.filter(({ mimeType }) => mimeType !== RED),
    headerExtensions,
  }
  await client.request('session.warm', { room, rtpCapabilities: known })
  await client.join(room, name)
  return client
}

/** Speaks; the browser can repeat what it sends, or cannot. */
async function speak(client: TestClient, repeats = true): Promise<void> {
  const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
  const red = { mimeType: RED, payloadType: 63, clockRate: 48_000, channels: 2 }
  const codecs = repeats ? [opus, red] : [opus]
  const encodings = [{ ssrc: 7000 + clients.indexOf(client) }]
  // Muted, so that the host does not wonder why nothing comes.
  const tracks = [{ source: 'microphone' as const, muted: true, rtpParameters: { codecs, encodings } }]
  await client.request('media.produce', { tracks })
}

/** What a sender was told of repeating, in order. */
function toldOf(client: TestClient): boolean[] {
  return client.frames.flatMap((frame) =>
    'method' in frame && frame.method === 'media.repair'
      ? [notifications['media.repair'].parse(frame.params).repeat]
      : [],
  )
}

async function offeredTo(client: TestClient): Promise<string[]> {
  const { params } = await client.notification('media.consumers')
  const { shapes }: Consumers = notifications['media.consumers'].parse(params)
  return shapes.flatMap(({ codecs }) => codecs.map(({ mimeType }) => mimeType))
}

async function call(listenerUnderstands = true, speakerRepeats = true) {
  room = `repeats${(rooms += 1)}`
  const [alice, bob] = [await enter('Alice'), await enter('Bob', listenerUnderstands)]
  await speak(alice, speakerRepeats)
  return { alice, bob, offered: await offeredTo(bob) }
}

/** That nothing was told is known once something has been answered that was asked later. */
const settled = (client: TestClient) => client.request('session.ping', {})

it('P-VIEW-9 a voice repeats itself while somebody misses packets of it, who all understand that', async () => {
  const { alice, bob, offered } = await call()
  expect(offered).toEqual(['audio/opus', RED])
  await bob.request('media.setLossy', { lossy: true })
  await alice.notification('media.repair')
  expect(toldOf(alice)).toEqual([true])
  await bob.request('media.setLossy', { lossy: false })
  await bob.request('media.setLossy', { lossy: true })
  await settled(alice)
  expect(toldOf(alice)).toEqual([true])
})

it('P-VIEW-9 it ends at once when somebody comes who would hear nothing of it, and goes on when they have left', async () => {
  const { alice, bob } = await call()
  await bob.request('media.setLossy', { lossy: true })
  await alice.notification('media.repair')
  const carol = await enter('Carol', false)
  await expect.poll(() => toldOf(alice)).toEqual([true, false])
  await carol.close()
  await alice.event('peer.left')
  await expect.poll(() => toldOf(alice)).toEqual([true, false, true])
})

it.each([
  { who: 'the listener', listener: false, speaker: true },
  { who: 'the speaker', listener: true, speaker: false },
])('P-VIEW-9 where $who cannot, nothing repeats itself', async ({ listener, speaker }) => {
  const { alice, bob, offered } = await call(listener, speaker)
  expect(offered).toEqual(['audio/opus'])
  await bob.request('media.setLossy', { lossy: true })
  await settled(alice)
  expect(toldOf(alice)).toEqual([])
})

it('P-VIEW-9 the name that this bears within the host is none of the wire', async () => {
  room = `repeats${(rooms += 1)}`
  const alice = await enter('Alice')
  const { rtpCapabilities } = await alice.hello()
  const names = rtpCapabilities?.codecs.map(({ mimeType }) => mimeType) ?? []
  expect(names).toContain(RED)
  expect(names.join()).not.toContain('multiopus')
  const codec = { mimeType: 'audio/multiopus', payloadType: 101, clockRate: 48_000, channels: 4 }
  const borrowed = {
    ...codec,
    parameters: { channel_mapping: '0,1,2,3', num_streams: 2, coupled_streams: 2 },
  }
  const rtpParameters = { codecs: [borrowed], encodings: [{ ssrc: 7999 }] }
  const tracks = [{ source: 'microphone', muted: true, rtpParameters }]
  expect(await alice.refusal('media.produce', { tracks })).toBe('bad_params')
})
