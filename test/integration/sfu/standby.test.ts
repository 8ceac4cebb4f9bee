import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { notifications } from '../../../protocol/wire/notifications.ts'
import type { MethodInput } from '../../../room/methods.ts'
import { followCarrier } from '../../fixtures/followCarrier.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const workers = followCarrier()
const clients: TestClient[] = []

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

let ssrc = 1000
function microphone(): MethodInput<'media.produce'>['tracks'][number] {
  ssrc += 1
  const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
  return { source: 'microphone', muted: false, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } }
}
const dtls = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => '00').join(':') }],
}

/** In the room, with a microphone that the host carries. */
async function enter(name: string) {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await client.request('session.warm', { room: 'demo', rtpCapabilities })
  const { resumeToken } = await client.join('demo', name)
  const [track] = (await client.request('media.produce', { tracks: [microphone()] })).tracks
  if (track === undefined) throw new Error('No track.')
  return { client, track, resumeToken }
}

/** The newest offer of a standby, present or to come. */
async function offered(client: TestClient): Promise<string> {
  const { params } = await client.notification('media.standby')
  return notifications['media.standby'].parse(params).transports.send.id
}

it('P-MEDIA-7 who has prepared a standby keeps the tracks when the worker dies, and gets the others over it', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  for (const { client, track } of [alice, bob]) {
    const { rtpParameters } = microphone()
    const transport = await offered(client)
    await client.request('media.prepare', {
      transport,
      send: dtls,
      recv: dtls,
      tracks: [{ track, rtpParameters }],
    })
  }
  process.kill(workers.carrier, 'SIGKILL')
  for (const [one, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    const { params } = await one.client.notification('media.lost')
    const { consumers } = notifications['media.lost'].parse(params)
    expect(consumers?.consumers.map(({ track }) => track)).toEqual([other.track])
    expect(one.client.events.map(({ type }) => type)).not.toContain('track.removed')
    // What was told of repeating before was of the media that was lost.
    await one.client.notification('media.repair', ({ repeat }) => repeat === false)
    const told = one.client.frames.flatMap((frame) => ('method' in frame ? frame.method : []))
    expect(told.lastIndexOf('media.repair')).toBeGreaterThan(told.indexOf('media.lost'))
  }
  await bob.client.request('track.setMuted', { track: bob.track, muted: true })
  await alice.client.event('track.muteChanged')
  // The next standby is offered where the dead worker was, and takes over in its turn.
  await alice.client.notification(
    'media.standby',
    ({ seq }) => seq !== 1 && typeof seq === 'number' && seq > lostAt(alice.client),
  )
})

it('P-MEDIA-7 what has no stand-in is removed, and who has no standby begins anew', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  await alice.client.request('media.prepare', {
    transport: await offered(alice.client),
    recv: dtls,
    tracks: [],
  })
  process.kill(workers.carrier, 'SIGKILL')
  expect((await bob.client.notification('media.lost')).params).not.toHaveProperty('consumers')
  expect((await alice.client.notification('media.lost')).params).toMatchObject({
    consumers: { consumers: [] },
  })
  await alice.client.event('track.removed', ({ track }) => track === alice.track)
  await alice.client.event('track.removed', ({ track }) => track === bob.track)

  const { rtpCapabilities } = await bob.client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await bob.client.request('session.warm', { room: 'demo', rtpCapabilities })
  const [track] = (await bob.client.request('media.produce', { tracks: [microphone()] })).tracks
  await alice.client.notification('media.consumers', ({ consumers }) =>
    JSON.stringify(consumers).includes(String(track)),
  )
})

it('P-MEDIA-7 only the offer that stands may be prepared', async () => {
  const { client } = await enter('Alice')
  await offered(client)
  const late = { transport: 'another', recv: dtls, tracks: [] }
  expect(await client.refusal('media.prepare', late)).toBe('no_media')
})

it('P-RESUME-3 who missed the loss of its media among too much else is told of it after the room', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  process.kill(workers.carrier, 'SIGKILL')
  await bob.client.notification('media.lost')
  bob.client.socket.terminate()
  await alice.client.event('peer.lost')
  const again = await TestClient.connect(host.base)
  clients.push(again)
  // No such number was ever given: so nothing can be replayed.
  const { fresh } = await again.request('session.resume', { token: bob.resumeToken, seq: 1_000_000 })
  expect(fresh?.consumers).toEqual({ shapes: [], consumers: [] })
  expect((await again.notification('media.lost')).params).not.toHaveProperty('consumers')
})

function lostAt(client: TestClient): number {
  const lost = client.frames.find((frame) => 'method' in frame && frame.method === 'media.lost')
  return lost !== undefined && 'method' in lost ? Number(lost.params['seq']) : Number.POSITIVE_INFINITY
}
