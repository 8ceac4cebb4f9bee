import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import { roomStateSchema } from '../../../room/features.ts'
import type { MethodInput } from '../../../room/methods.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Seats are kept for longer than a test lasts, and so are their rooms: each test has a host of its own.
let host: RunningHost
const clients: TestClient[] = []

beforeEach(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await host.stop()
})

const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
type Wish = Partial<MethodInput<'session.join'>>
const enter = async (name: string, wish: Wish = {}) => {
  const client = await connect()
  const joined = await client.request('session.join', { protocol: 1, room: 'demo', name, ...wish })
  return { client, ...joined, room: roomStateSchema.parse(joined.snapshot) }
}
const refusedEntry = async (name: string, wish: Wish = {}) =>
  (await connect()).refusal('session.join', { protocol: 1, room: 'demo', name, ...wish })
const roleOf = (client: TestClient, peer: PeerId) =>
  client.event('role.changed', (event) => event['peer'] === peer)
/** The roles in which somebody has come, each time. */
const comings = (client: TestClient, peer: PeerId) =>
  client.events.flatMap((event) => {
    if (event['type'] !== 'peer.joined') return []
    const { id, role } = event['peer'] as { id: string; role: string }
    return id === peer ? [role] : []
  })
const comesBack = (client: TestClient, peer: PeerId, roles: readonly string[]) =>
  expect.poll(() => comings(client, peer)).toEqual(roles)

describe('a page that goes and comes back', () => {
  it.each([closeCodes.goingAway, closeCodes.pageGone])(
    'P-LEAVE-3 P-RESUME-8 is gone for the others at once, and finds its seat again (%i)',
    async (code) => {
      const alice = await enter('Alice')
      const bob = await enter('Bob')
      await alice.client.request('roles.set', { peer: bob.peer, role: 'attendee' })
      await bob.client.request('hand.set', { raised: true })
      await bob.client.close(code)
      expect(await alice.client.event('peer.left')).toMatchObject({ peer: bob.peer, reason: 'left' })
      expect(alice.client.events.map(({ type }) => type)).not.toContain('peer.lost')
      expect((await host.get('rooms')).body).toEqual({ demo: 1 })

      await alice.client.request('lobby.lock', { locked: true })
      await alice.client.request('lobby.setPassword', { password: 'open sesame' })
      const again = await enter('Bob', { resumeToken: bob.resumeToken })
      expect(again.peer).toBe(bob.peer)
      await comesBack(alice.client, bob.peer, ['presenter', 'attendee'])
      expect(again.room.hands.raised).toEqual([bob.peer])
      await again.client.request('chat.send', { text: 'still me' })
      expect(await alice.client.event('chat.sent')).toMatchObject({ message: { from: bob.peer } })
      // The token of before has done its work.
      expect(await refusedEntry('Bob', { resumeToken: bob.resumeToken })).toBe('password_needed')
    },
  )

  it('P-RESUME-8 may also resume its session, which brings the room anew', async () => {
    const alice = await enter('Alice')
    const bob = await enter('Bob')
    await bob.client.close(closeCodes.goingAway)
    await alice.client.event('peer.left')
    await alice.client.request('chat.send', { text: 'missed' })
    const again = await connect()
    const { fresh } = await again.request('session.resume', { token: bob.resumeToken, seq: 1 })
    const room = roomStateSchema.parse(fresh?.snapshot)
    expect(room.membership.peers.map(({ id }) => id)).toEqual([alice.peer, bob.peer])
    expect(room.chat.messages.map(({ text }) => text)).toEqual(['missed'])
    await comesBack(alice.client, bob.peer, ['presenter', 'presenter'])
    await again.request('chat.send', { text: 'here' })
  })

  it('P-RESUME-8 takes the seat over from a session whose connection only broke, as after a crash', async () => {
    const alice = await enter('Alice')
    const bob = await enter('Bob')
    bob.client.socket.terminate()
    await alice.client.event('peer.lost')
    const again = await enter('Bob', { resumeToken: bob.resumeToken })
    expect(again.peer).toBe(bob.peer)
    await alice.client.event('peer.returned')
    expect(alice.client.events.map(({ type }) => type)).not.toContain('peer.left')
    // What broke is over: it can neither be resumed nor does it end the seat.
    expect(await (await connect()).refusal('session.resume', { token: bob.resumeToken, seq: 0 })).toBe(
      'session_lost',
    )
    await again.client.request('hand.set', { raised: true })
  })

  it('P-RESUME-8 takes the seat over from a connection that only seems alive', async () => {
    const alice = await enter('Alice')
    const bob = await enter('Bob')
    // Nothing is read any more, and so no ping answered: the network was cut before the page was loaded anew.
    bob.client.socket.pause()
    const again = await enter('Bob', { resumeToken: bob.resumeToken })
    expect(again.peer).toBe(bob.peer)
    expect(again.room.membership.peers.map(({ id }) => id)).toEqual([alice.peer, bob.peer])
    bob.client.socket.terminate()
    await again.client.request('chat.send', { text: 'here' })
    expect(await alice.client.event('chat.sent')).toMatchObject({ message: { from: bob.peer } })
  })

  it('P-RESUME-9 takes nothing from a tab that is still there, though it has its token', async () => {
    await enter('Alice')
    const bob = await enter('Bob')
    const twin = await enter('Bob', { resumeToken: bob.resumeToken })
    expect(twin.peer).not.toBe(bob.peer)
    expect(twin.room.membership.peers).toHaveLength(3)
    await bob.client.request('chat.send', { text: 'still here' })
    await twin.client.close(closeCodes.goingAway)
    await bob.client.event('peer.left', (event) => event['peer'] === twin.peer)
    await bob.client.request('chat.send', { text: 'and still' })
  })

  it('P-RESUME-9 P-LEAVE-1 counts for nothing after a goodbye, in another room, or with a made-up token', async () => {
    const alice = await enter('Alice')
    const bob = await enter('Bob')
    const carol = await enter('Carol')
    await bob.client.request('session.leave', {})
    await carol.client.close(closeCodes.pageGone)
    for (const one of [bob, carol])
      await alice.client.event('peer.left', (event) => event['peer'] === one.peer)
    await alice.client.request('lobby.lock', { locked: true })
    expect(await refusedEntry('Bob', { resumeToken: bob.resumeToken })).toBe('room_locked')
    expect(await refusedEntry('Bob', { resumeToken: 'x'.repeat(32) })).toBe('room_locked')
    const elsewhere = await enter('Carol', { room: 'elsewhere', resumeToken: carol.resumeToken })
    expect(elsewhere.peer).not.toBe(carol.peer)
    expect((await enter('Carol', { resumeToken: carol.resumeToken })).peer).toBe(carol.peer)
  })

  it('P-LEAVE-2 P-LOBBY-10 keeps no seat for somebody who was removed', async () => {
    const alice = await enter('Alice')
    const bob = await enter('Bob')
    await alice.client.request('moderation.remove', { peer: bob.peer })
    await bob.client.event('peer.left')
    expect(await refusedEntry('Bob', { resumeToken: bob.resumeToken })).toBe('removed')
    expect((await enter('Bob')).peer).not.toBe(bob.peer)
  })
})

describe('whoever led', () => {
  it('P-RESUME-10 leads again upon the return, and whoever acted has the former role', async () => {
    const alice = await enter('Alice')
    const [bob, carol] = [await enter('Bob'), await enter('Carol')]
    await alice.client.request('lobby.lock', { locked: true })
    await alice.client.close(closeCodes.goingAway)
    expect(await roleOf(bob.client, bob.peer)).toMatchObject({ role: 'host' })
    // The one who acts goes as well, and comes back first.
    await bob.client.close(closeCodes.goingAway)
    expect(await roleOf(carol.client, carol.peer)).toMatchObject({ role: 'host' })
    const bobAgain = await enter('Bob', { resumeToken: bob.resumeToken })
    await comesBack(carol.client, bob.peer, ['presenter'])

    const again = await enter('Alice', { resumeToken: alice.resumeToken })
    expect(again.room.membership.peers.map(({ id, role }) => [id, role])).toEqual([
      [alice.peer, 'host'],
      [bob.peer, 'presenter'],
      [carol.peer, 'presenter'],
    ])
    expect(again.room.lobby.locked).toBe(true)
    await bobAgain.client.event('role.changed', (event) => event['peer'] === carol.peer)
    expect(await carol.client.refusal('lobby.lock', { locked: false })).toBe('forbidden')
  })

  it('P-RESUME-10 P-ROOM-7 finds the room as it was, though nobody was there meanwhile', async () => {
    const alice = await enter('Alice')
    await alice.client.request('chat.send', { text: 'before' })
    await alice.client.request('lobby.setPassword', { password: 'open sesame' })
    await alice.client.close(closeCodes.goingAway)
    await expect.poll(async () => (await host.get('rooms')).body).toEqual({})
    expect(await refusedEntry('Mallory')).toBe('password_needed')
    const carol = await enter('Carol', { password: 'open sesame' })
    expect(carol.room.membership.peers).toMatchObject([{ name: 'Carol', role: 'host' }])
    const again = await enter('Alice', { resumeToken: alice.resumeToken })
    expect(again.room.chat.messages.map(({ text }) => text)).toEqual(['before'])
    expect(again.room.membership.peers).toMatchObject([
      { id: alice.peer, role: 'host' },
      { id: carol.peer, role: 'presenter' },
    ])
  })
})
