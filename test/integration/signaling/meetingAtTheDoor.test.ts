import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import type { BrowserMedia } from '../../../renderer/media/BrowserMedia.ts'
import { MeetingSession } from '../../../renderer/session/MeetingSession.ts'
import type { Phase } from '../../../renderer/session/sessionState.ts'
import { emptyRoom } from '../../../room/room.ts'
import { HurriedClock } from '../../chaos/HurriedClock.ts'
import { FakeMedia } from '../../fixtures/FakeMedia.ts'
import { testPeer } from '../../fixtures/roomIds.ts'
import { ScriptedHost } from '../../fixtures/ScriptedHost.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'

const clock = new HurriedClock()
const meetings: MeetingSession[] = []
const open = (base: string, room: string) => {
  const meeting = MeetingSession.open({
    base,
    room: roomNameSchema.parse(room),
    // Without WebRTC nothing of it is sent; it only has to be there.
    media: new FakeMedia() as unknown as BrowserMedia,
    surroundings: {
      now: () => clock.now(),
      random: () => 0.5,
      after: (ms, run) => clock.after(ms, run),
      answers: async () => false,
      listen: () => () => undefined,
    },
  })
  meetings.push(meeting)
  return meeting
}
const named = (name: string) => personNameSchema.parse(name)
const becomes = (meeting: MeetingSession, wanted: Partial<Phase>) =>
  expect.poll(() => meeting.store.getState().phase).toMatchObject(wanted)
const roomOf = (meeting: MeetingSession) => {
  const { phase } = meeting.store.getState()
  return phase.kind === 'joined' ? phase.room : emptyRoom
}

afterEach(() => {
  for (const meeting of meetings.splice(0)) meeting.close()
})
afterAll(() => clock.stop())

describe('a meeting before a door', () => {
  let host: RunningHost
  beforeAll(async () => {
    host = await startHost({ plainHttp: true })
  })
  afterAll(() => host.stop())

  async function ada(room: string) {
    const meeting = open(host.base, room)
    await meeting.join(named('Ada'))
    await becomes(meeting, { kind: 'joined' })
    return meeting
  }
  const waitsAt = (inside: MeetingSession) =>
    expect.poll(() => roomOf(inside).lobby.waiting.map(({ name }) => name))

  it('asks for a password until it is right, and knows it then', async () => {
    const inside = await ada('secret')
    await inside.setPassword('open sesame')
    expect(inside.store.getState().password).toBe('open sesame')
    const zoe = open(host.base, 'secret')
    await zoe.join(named('Zoe'))
    await becomes(zoe, { kind: 'password', problem: 'needed' })
    await zoe.join(named('Zoe'), 'open sesam')
    await becomes(zoe, { kind: 'password', problem: 'wrong' })
    await zoe.join(named('Zoe'), 'open sesame')
    await becomes(zoe, { kind: 'joined' })
    expect(zoe.store.getState().password).toBe('open sesame')
    // Somebody else gives the room another one: what we knew is worth nothing.
    await inside.setPassword('another')
    await expect.poll(() => zoe.store.getState().password).toBeNull()
    expect(inside.store.getState().password).toBe('another')
  })

  it('waits at a locked one, gives up, comes again, and is let in', async () => {
    const inside = await ada('locked')
    await inside.request('lobby.lock', { locked: true })
    const zoe = open(host.base, 'locked')
    await zoe.join(named('Zoe'))
    await becomes(zoe, { kind: 'waiting' })
    await waitsAt(inside).toEqual(['Zoe'])
    zoe.withdraw()
    await becomes(zoe, { kind: 'ready' })
    await waitsAt(inside).toEqual([])
    await zoe.join(named('Zoe'))
    await waitsAt(inside).toEqual(['Zoe'])
    await inside.request('lobby.admit', { guests: roomOf(inside).lobby.waiting.map(({ id }) => id) })
    await becomes(zoe, { kind: 'joined' })
    expect(roomOf(zoe).membership.peers.map(({ name }) => name)).toEqual(['Ada', 'Zoe'])
  })

  it('ends where nobody lets us in, and where there is nobody any more', async () => {
    const inside = await ada('refusing')
    await inside.request('lobby.lock', { locked: true })
    const [zoe, yuri] = [open(host.base, 'refusing'), open(host.base, 'refusing')]
    await zoe.join(named('Zoe'))
    await waitsAt(inside).toEqual(['Zoe'])
    const [guest] = roomOf(inside).lobby.waiting
    await inside.request('lobby.decline', { guest: guest?.id ?? '' })
    await becomes(zoe, { kind: 'ended', reason: 'declined' })
    await yuri.join(named('Yuri'))
    await waitsAt(inside).toEqual(['Yuri'])
    inside.leave()
    await becomes(yuri, { kind: 'ended', reason: 'over' })
  })
})

describe('a meeting that the host has forgotten', () => {
  let host: ScriptedHost
  afterEach(() => host.stop())
  const asked = async (connection: number, method: string, nth = 0) => {
    const find = () => host.requests[connection]?.filter((one) => one.method === method)[nth]
    await expect.poll(find).toBeDefined()
    return find() ?? { id: 0, params: {} }
  }
  const answer = (connection: number, id: number, result: object) =>
    host.answer(host.sockets[connection], id, result)
  const refuse = (connection: number, id: number, code: string) =>
    host.sockets[connection]?.send(
      JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32021, message: 'No.', data: { code } } }),
    )
  const joined = (lobby: object) => ({
    peer: testPeer(0),
    resumeToken: 'token',
    snapshot: { ...emptyRoom, lobby: { ...emptyRoom.lobby, ...lobby } },
    transports: null,
    consumers: { shapes: [], consumers: [] },
  })

  it('says the password by itself, knocks where the room was locked meanwhile, and goes on', async () => {
    host = await ScriptedHost.start()
    clock.haste = 20
    const zoe = open(host.base, 'demo')
    void zoe.join(named('Zoe'), 'open sesame')
    answer(0, (await asked(0, 'session.join')).id, joined({ passwordSet: true }))
    await becomes(zoe, { kind: 'joined' })
    host.sockets[0]?.terminate()
    refuse(1, (await asked(1, 'session.resume')).id, 'session_lost')
    const again = await asked(1, 'session.join')
    expect(again.params).toMatchObject({ password: 'open sesame' })
    refuse(1, again.id, 'room_locked')
    const ring = await asked(1, 'lobby.knock')
    expect(ring.params).toEqual({ room: 'demo', name: 'Zoe', password: 'open sesame' })
    answer(1, ring.id, { waiting: true })
    await becomes(zoe, { kind: 'waiting' })
    // It breaks while we wait: the next connection knocks anew.
    host.sockets[1]?.terminate()
    refuse(2, (await asked(2, 'session.join')).id, 'room_locked')
    answer(2, (await asked(2, 'lobby.knock')).id, { waiting: true })
    host.notify(host.sockets[2], 'lobby.answered', { seq: 1, answer: 'admitted' })
    // And once more in the very moment of coming in.
    await asked(2, 'session.join', 1)
    host.sockets[2]?.terminate()
    answer(3, (await asked(3, 'session.join')).id, joined({ locked: true, passwordSet: true }))
    await becomes(zoe, { kind: 'joined' })
  })

  it('asks the person where the password is another one by now, and does not guess', async () => {
    host = await ScriptedHost.start()
    clock.haste = 20
    const zoe = open(host.base, 'demo')
    void zoe.join(named('Zoe'), 'open sesame')
    answer(0, (await asked(0, 'session.join')).id, joined({ passwordSet: true }))
    await becomes(zoe, { kind: 'joined' })
    host.sockets[0]?.terminate()
    refuse(1, (await asked(1, 'session.resume')).id, 'session_lost')
    refuse(1, (await asked(1, 'session.join')).id, 'wrong_password')
    await becomes(zoe, { kind: 'password', problem: 'wrong' })
    host.sockets[1]?.terminate()
    await expect.poll(() => host.sockets.length).toBe(3)
    await expect.poll(() => zoe.store.getState().link.kind).toBe('up')
    expect(host.requests[2]).toEqual([])
    void zoe.join(named('Zoe'), 'another')
    const { id, params } = await asked(2, 'session.join')
    expect(params).toMatchObject({ password: 'another' })
    answer(2, id, joined({ passwordSet: true }))
    await becomes(zoe, { kind: 'joined' })
  })
})
