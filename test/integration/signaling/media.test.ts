import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MethodInput } from '../../../room/methods.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
const connect = async (base = host.base) => {
  const client = await TestClient.connect(base)
  clients.push(client)
  return client
}
/** Warms up for a room, as the app does in the lobby. */
const warm = async (client: TestClient, room: string) => {
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  return client.request('session.warm', { room, rtpCapabilities })
}

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

const ODD_CODEC = { mimeType: 'audio/odd', payloadType: 1, clockRate: 1 }

let ssrc = 1000
function opus(
  source: 'microphone' | 'screenSound',
  muted = false,
): MethodInput<'media.produce'>['tracks'][number] {
  ssrc += 1
  const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
  return { source, muted, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } }
}
const tracksOf = (snapshot: Record<string, unknown>) =>
  (snapshot['tracks'] as { tracks: { id: string }[] }).tracks

describe('warming up', () => {
  it('P-WARM-1 P-WARM-2 brings transports and one silent consumer, and tells nobody', async () => {
    const alice = await connect()
    await alice.join('demo', 'Alice')
    const guest = await connect()
    const { transports, warmup } = await warm(guest, 'demo')
    expect(transports.send.iceCandidates.map(({ protocol }) => protocol)).toEqual(
      expect.arrayContaining(['udp', 'tcp']),
    )
    expect(warmup.consumers).toMatchObject([{ track: null, kind: 'video' }])
    await guest.request('media.produce', { tracks: [opus('microphone')] })
    await alice.request('chat.send', { text: 'anyone?' })
    expect(alice.events.map(({ type }) => type)).toEqual(['chat.sent'])
    expect((await host.get('rooms')).body).toEqual({ demo: 1 })
  })

  it('P-WARM-1 does not tell whether a room exists', async () => {
    const alice = await connect()
    await alice.join('demo', 'Alice')
    const guest = await connect()
    const [existing, unknown] = [await warm(guest, 'demo'), await warm(guest, 'nobody here')]
    expect(Object.keys(existing)).toEqual(Object.keys(unknown))
    expect(existing.warmup.consumers).toHaveLength(unknown.warmup.consumers.length)
    expect((await host.get('rooms')).body).toEqual({ demo: 1 })
  })
})

describe('joining with media', () => {
  it('P-JOIN-2 P-MEDIA-2 is one round trip: tracks shown, consumers given, the others offered ours in one batch', async () => {
    const alice = await connect()
    await warm(alice, 'demo')
    const [microphone] = (await alice.request('media.produce', { tracks: [opus('microphone')] })).tracks
    if (microphone === undefined) throw new Error('No track.')
    await alice.request('session.join', {
      protocol: 1,
      room: 'demo',
      name: 'Alice',
      tracks: [{ track: microphone, muted: false }],
    })

    const bob = await connect()
    await warm(bob, 'demo')
    const { tracks } = await bob.request('media.produce', {
      tracks: [opus('microphone'), opus('screenSound')],
    })
    const shown = tracks.map((track) => ({ track, muted: true }))
    const joined = await bob.request('session.join', {
      protocol: 1,
      room: 'demo',
      name: 'Bob',
      tracks: shown,
    })
    expect(joined.transports).toBeNull()
    expect(joined.consumers.consumers.map(({ track }) => track)).toEqual([microphone])
    expect(tracksOf(joined.snapshot).map(({ id }) => id)).toEqual([microphone, ...tracks])

    const { params } = await alice.notification('media.consumers')
    expect(params).toMatchObject({ consumers: tracks.map((track) => ({ track, shape: 0 })) })
    expect(params['shapes']).toHaveLength(1)
  })

  it('works without warming up: the answer brings the transports', async () => {
    const alice = await connect()
    const { rtpCapabilities } = await alice.hello()
    if (rtpCapabilities === null) throw new Error('The host has no media.')
    const joined = await alice.request('session.join', {
      protocol: 1,
      room: 'demo',
      name: 'Alice',
      rtpCapabilities,
    })
    expect(joined.transports?.send.id).not.toBe(joined.transports?.recv.id)
  })

  it('P-WARM-2 ends what was produced in the lobby and not asked for', async () => {
    const alice = await connect()
    await warm(alice, 'demo')
    const { tracks } = await alice.request('media.produce', { tracks: [opus('microphone')] })
    const joined = await alice.join('demo', 'Alice')
    expect(tracksOf(joined.snapshot)).toEqual([])
    expect(await alice.refusal('track.setMuted', { track: tracks[0], muted: false })).toBe('no_such_track')
  })
})

describe('in the room', () => {
  const enter = async (name: string, base = host.base) => {
    const client = await connect(base)
    await warm(client, 'demo')
    return { client, ...(await client.join('demo', name)) }
  }

  it('P-MEDIA-2 a track that comes up is shown at once and offered to the others; one that ends is gone', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const { tracks } = await bob.client.request('media.produce', { tracks: [opus('microphone', true)] })
    expect(await alice.client.event('track.added')).toMatchObject({
      track: { id: tracks[0], peer: bob.peer, muted: true },
    })
    expect((await alice.client.notification('media.consumers')).params).toMatchObject({
      consumers: [{ track: tracks[0] }],
    })
    await bob.client.request('track.remove', { track: tracks[0] ?? '' })
    expect(await alice.client.event('track.removed')).toMatchObject({ track: tracks[0] })
  })

  it('P-MOD-1 nobody mutes or ends the track of another', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const { tracks } = await alice.client.request('media.produce', { tracks: [opus('microphone')] })
    expect(await bob.client.refusal('track.setMuted', { track: tracks[0], muted: true })).toBe(
      'no_such_track',
    )
    expect(await bob.client.refusal('track.remove', { track: tracks[0] })).toBe('no_such_track')
  })

  it('P-MOD-1 a moderator mutes, and the person may unmute again', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const { tracks } = await bob.client.request('media.produce', { tracks: [opus('microphone')] })
    await alice.client.request('moderation.mute', { peer: bob.peer, source: 'microphone' })
    expect(await bob.client.event('track.muteChanged')).toMatchObject({
      track: tracks[0],
      muted: true,
      by: alice.peer,
    })
    await bob.client.request('track.setMuted', { track: tracks[0] ?? '', muted: false })
    await alice.client.event('track.muteChanged', ({ muted }) => muted === false)
  })

  it('P-RIGHT-2 P-MOD-3 who may not share is refused, and loses a share with the right to it', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await bob.client.request('media.produce', { tracks: [opus('screenSound')] })
    await alice.client.request('roles.set', { peer: bob.peer, role: 'attendee' })
    await bob.client.event('track.removed')
    expect(await bob.client.refusal('media.produce', { tracks: [opus('screenSound')] })).toBe('forbidden')
  })

  it('P-LIMIT-5 more tracks than allowed are refused', async () => {
    const { client } = await enter('Alice')
    for (let count = 0; count < 6; count += 1)
      await client.request('media.produce', { tracks: [opus('screenSound')] })
    expect(await client.refusal('media.produce', { tracks: [opus('screenSound')] })).toBe('too_many_tracks')
  })

  it('P-TRACK-1 one that takes the place of another ends it in the same batch, and is not one too many', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const [first] = (await bob.client.request('media.produce', { tracks: [opus('microphone')] })).tracks
    const other = { ...opus('microphone'), replaces: first as never }
    const [second] = (await bob.client.request('media.produce', { tracks: [other] })).tracks
    await alice.client.event('track.added', ({ track }) => (track as { id: string }).id === second)
    expect(alice.client.events.slice(-2)).toMatchObject([
      { type: 'track.removed', track: first },
      { type: 'track.added', track: { id: second, peer: bob.peer } },
    ])
    // What is not there any more, or is another's, is not replaced: then it is one too many.
    expect(await bob.client.refusal('media.produce', { tracks: [other] })).toBe('too_many_tracks')
    const stolen = { ...opus('microphone'), replaces: second as never }
    await alice.client.request('media.produce', { tracks: [stolen] })
    expect(alice.client.events.filter(({ type }) => type === 'track.removed')).toHaveLength(1)
  })

  it('P-MEDIA-4 a request that is refused starts nothing of what it asks for', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await alice.client.request('roles.set', { peer: bob.peer, role: 'attendee' })
    await bob.client.event('role.changed')
    const both = { tracks: [opus('microphone'), opus('screenSound')] }
    expect(await bob.client.refusal('media.produce', both)).toBe('forbidden')
    const odd = {
      ...opus('microphone'),
      source: 'camera',
      rtpParameters: { codecs: [ODD_CODEC], encodings: [{}] },
    }
    expect(await bob.client.refusal('media.produce', { tracks: [opus('microphone'), odd] })).toBe(
      'bad_params',
    )
    await bob.client.request('chat.send', { text: 'and now?' })
    await alice.client.event('chat.sent')
    expect(alice.client.events.map(({ type }) => type)).not.toContain('track.added')
  })

  it('parameters that no router can take are refused to their sender alone', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const odd = {
      ...opus('microphone'),
      rtpParameters: { codecs: [ODD_CODEC], encodings: [{}] },
    }
    expect(await bob.client.refusal('media.produce', { tracks: [odd] })).toBe('bad_params')
    await alice.client.request('media.produce', { tracks: [opus('microphone')] })
    await bob.client.event('track.added')
  })

  it('P-MEDIA-4 before warming up there is nothing to connect or produce', async () => {
    const client = await connect()
    expect(await client.refusal('media.produce', { tracks: [opus('microphone')] })).toBe('no_media')
  })
})

describe('a host without any media worker', () => {
  it('serves rooms and chat, and says so', async () => {
    const own = await startHost({ workerBin: '/nonexistent/mediasoup-worker' })
    try {
      expect(await own.get('health')).toMatchObject({
        status: 503,
        body: { status: 'degraded', workers: { alive: 0, wanted: 1 } },
      })
      const client = await connect(own.base)
      expect((await client.hello()).rtpCapabilities).toBeNull()
      const joined = await client.join('demo', 'Alice')
      expect(joined.transports).toBeNull()
      await client.request('chat.send', { text: 'still talking' })
    } finally {
      await own.stop()
    }
  })
})
