import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'
import { WorkerProgram } from '../../fixtures/WorkerProgram.ts'

/** A host with one worker has a spare besides. */
const PROCESSES = 2
let program: WorkerProgram
let host: RunningHost
const clients: TestClient[] = []
const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
/** Each test has a room of its own: the host may hear later than the test that somebody has left. */
let room = 'room 0'
let rooms = 0
const enter = async (name: string, where = room) => {
  const client = await connect()
  return { client, ...(await client.join(where, name)) }
}

beforeAll(async () => {
  program = await WorkerProgram.missing()
  host = await startHost({ workerBin: program.path })
})
beforeEach(() => {
  rooms += 1
  room = `room ${rooms}`
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
afterAll(async () => {
  await host.stop()
  await program.remove()
})

const end = (call = 1) => ({ type: 'end', call }) as const
const offer = (sdp: string) => ({
  type: 'description',
  call: 1,
  description: { type: 'offer', sdp },
  tracks: [],
})
const microphone = { tracks: [{ source: 'microphone' as const, muted: false }] }
const tracksOf = (snapshot: Record<string, unknown>) =>
  (snapshot['tracks'] as { tracks: { id: string }[] }).tracks

describe('what two people say to each other', () => {
  it('P-DIRECT-2 reaches the other one, with the sender’s id, numbered, and nobody else', async () => {
    const elsewhere = await enter('Eve', 'elsewhere')
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await alice.client.request('direct.signal', { to: bob.peer, data: end(7) })
    const { params } = await bob.client.notification('direct.signal')
    expect(params).toEqual({ seq: 1, from: alice.peer, data: { type: 'end', call: 7 } })
    await elsewhere.client.request('chat.send', { text: 'quiet here' })
    expect(JSON.stringify([...elsewhere.client.frames, ...alice.client.frames])).not.toContain('"call":7')
  })

  it('P-DIRECT-2 is refused for somebody who is elsewhere, gone, or oneself', async () => {
    const eve = await enter('Eve', 'elsewhere')
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    for (const to of [eve.peer, alice.peer, 'A'.repeat(22)])
      expect(await alice.client.refusal('direct.signal', { to, data: end() })).toBe('no_such_peer')
    await bob.client.request('session.leave', {})
    await alice.client.event('peer.left')
    expect(await alice.client.refusal('direct.signal', { to: bob.peer, data: end() })).toBe('no_such_peer')
    expect(await bob.client.refusal('direct.signal', { to: alice.peer, data: end() })).toBe('not_joined')
  })

  it('P-DIRECT-3 is refused among three', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const carol = await enter('Carol')
    expect(await alice.client.refusal('direct.signal', { to: bob.peer, data: end() })).toBe('not_direct')
    expect(await alice.client.refusal('direct.share', microphone)).toBe('not_direct')
    await carol.client.request('session.leave', {})
    await alice.client.request('direct.signal', { to: bob.peer, data: end() })
    await bob.client.notification('direct.signal')
  })

  it.each([
    ['an unknown type', { type: 'hello', call: 1 }],
    ['no number', { type: 'end' }],
    ['a number below zero', end(-1)],
    ['a rollback', { ...offer(''), description: { type: 'rollback', sdp: '' } }],
    ['no tracks', { ...offer(''), tracks: undefined }],
    [
      'more tracks than a person may have',
      {
        ...offer(''),
        tracks: Array.from({ length: limits.tracksPerPeer + 1 }, () => ({ mid: '0', track: 'A'.repeat(22) })),
      },
    ],
    ['a description that is too long', offer('x'.repeat(limits.descriptionLength + 1))],
    [
      'a candidate that is too long',
      {
        type: 'candidate',
        call: 1,
        candidate: { candidate: 'x'.repeat(1025), sdpMid: null, sdpMLineIndex: null, usernameFragment: null },
      },
    ],
  ])('P-DIRECT-4 with %s is refused, and reaches nobody', async (_what, data) => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    expect(await alice.client.refusal('direct.signal', { to: bob.peer, data })).toBe('bad_params')
    await alice.client.request('direct.signal', { to: bob.peer, data: end(2) })
    const { params } = await bob.client.notification('direct.signal')
    expect(params).toMatchObject({ data: { type: 'end', call: 2 } })
  })

  it('P-DIRECT-4 takes a description of the longest kind', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const line = 'a=rtcp-fb:96 nack pli\r\n'
    const sdp = `v=0\r\n${line.repeat(Math.floor(limits.descriptionLength / line.length) - 1)}`
    const answer = await alice.client.ask('direct.signal', { to: bob.peer, data: offer(sdp) })
    expect(answer).toHaveProperty('result')
    const { params } = await bob.client.notification('direct.signal')
    expect(params).toMatchObject({ data: { description: { sdp } } })
  })

  it('P-RATE-1 is limited as often as it may be said', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const codes: string[] = []
    while (codes.length === 0) {
      const answer = await alice.client.ask('direct.signal', { to: bob.peer, data: end() })
      if ('error' in answer) codes.push(answer.error.data.code)
    }
    expect(codes).toEqual(['rate_limited'])
    await bob.client.request('direct.signal', { to: alice.peer, data: end() })
  })
})

describe('tracks of a direct call', () => {
  it('P-DIRECT-5 are shown, muted, moderated and ended like all others', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const shared = await bob.client.request('direct.share', {
      tracks: [
        { source: 'microphone', muted: false },
        { source: 'screen', muted: false },
        { source: 'camera', muted: true },
      ],
    })
    const [sound, screen, camera] = shared.tracks
    if (sound === undefined || camera === undefined) throw new Error('Nothing was shared.')
    expect(
      await alice.client.event('track.added', ({ track }) => (track as { id: string }).id === camera),
    ).toMatchObject({
      track: { peer: bob.peer, source: 'camera', muted: true },
    })
    await bob.client.request('track.setMuted', { track: camera, muted: false })
    expect(await alice.client.event('track.muteChanged')).toMatchObject({ track: camera, muted: false })
    await alice.client.request('moderation.mute', { peer: bob.peer, source: 'microphone' })
    expect(await bob.client.event('track.muteChanged', ({ track }) => track === sound)).toMatchObject({
      muted: true,
      by: alice.peer,
    })
    await alice.client.request('roles.set', { peer: bob.peer, role: 'attendee' })
    expect(await bob.client.event('track.removed')).toMatchObject({ track: screen })
    await bob.client.request('track.remove', { track: camera })
    await alice.client.event('track.removed', ({ track }) => track === camera)
  })

  it('P-DIRECT-5 without the right, or past the limit, none of them is shown', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await alice.client.request('roles.set', { peer: bob.peer, role: 'attendee' })
    const both = { tracks: [...microphone.tracks, { source: 'screen' as const, muted: false }] }
    expect(await bob.client.refusal('direct.share', both)).toBe('forbidden')
    const many = { tracks: Array.from({ length: 4 }, () => ({ source: 'screen', muted: false })) }
    expect(await alice.client.ask('direct.share', many)).toHaveProperty('result')
    expect(await alice.client.refusal('direct.share', many)).toBe('too_many_tracks')
    await bob.client.request('chat.send', { text: 'still here' })
    await alice.client.event('chat.sent')
    const added = alice.client.events.filter(({ type }) => type === 'track.added')
    expect(added).toHaveLength(4)
  })

  it('P-DIRECT-6 end when a third person comes, after everybody has heard of that', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const { tracks } = await alice.client.request('direct.share', microphone)
    await bob.client.event('track.added')
    const carol = await enter('Carol')
    await bob.client.event('track.removed', ({ track }) => track === tracks[0])
    expect(bob.client.events.map(({ type }) => type)).toEqual(['track.added', 'peer.joined', 'track.removed'])
    expect(await alice.client.event('track.removed')).toMatchObject({ track: tracks[0] })
    // The newcomer was shown them, or never heard of them.
    if (tracksOf(carol.snapshot).length > 0) await carol.client.event('track.removed')
    const dora = await enter('Dora')
    expect(tracksOf(dora.snapshot)).toEqual([])
  })

  it('P-DIRECT-6 end when the other one goes', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const { tracks } = await alice.client.request('direct.share', microphone)
    await bob.client.request('session.leave', {})
    expect(await alice.client.event('track.removed')).toMatchObject({ track: tracks[0] })
  })
})

describe('the media server', () => {
  it('P-DIRECT-1 P-DIRECT-3 P-DIRECT-6 tells everyone when it comes and goes, and takes the place of direct calls', async () => {
    const lobby = await connect()
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    expect((await lobby.hello()).rtpCapabilities).toBeNull()
    const { tracks } = await alice.client.request('direct.share', microphone)
    await program.appear(PROCESSES)
    for (const client of [lobby, alice.client, bob.client]) {
      const { params } = await client.notification('host.media')
      expect(params['rtpCapabilities']).toMatchObject({ codecs: expect.any(Array) })
    }
    await bob.client.event('track.removed', ({ track }) => track === tracks[0])
    expect(await alice.client.refusal('direct.signal', { to: bob.peer, data: end() })).toBe('not_direct')
    expect(await alice.client.refusal('direct.share', microphone)).toBe('not_direct')
    const { rtpCapabilities } = await (await connect()).hello()
    if (rtpCapabilities === null) throw new Error('The host has no media.')
    await alice.client.request('session.warm', { room, rtpCapabilities })

    await program.vanish()
    for (const client of [lobby, alice.client, bob.client])
      await client.notification('host.media', (params) => params['rtpCapabilities'] === null)
    const told = alice.client.frames.flatMap((frame) => ('method' in frame ? [frame.method] : []))
    expect(told.indexOf('media.lost')).toBeLessThan(told.lastIndexOf('host.media'))
    expect(await alice.client.refusal('session.warm', { room, rtpCapabilities })).toBe('no_media')
    await bob.client.request('direct.share', microphone)
    await alice.client.request('direct.signal', { to: bob.peer, data: end() })
  })
})
