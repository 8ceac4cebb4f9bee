import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// A room of five hundred takes long to fill on a busy machine: a smaller one shows the same.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const smaller = { peersPerRoom: 100 }
  return { ...actual, limits: { ...actual.limits, ...smaller } as unknown as typeof actual.limits }
})

let host: RunningHost
const clients: TestClient[] = []
const enter = async (room: string, name: string) => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return { client, ...(await client.join(room, name)) }
}

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

const people = (snapshot: Record<string, unknown>) =>
  (snapshot['membership'] as { peers: { name: string; role: string }[] }).peers.map(({ name, role }) => [
    name,
    role,
  ])

describe('joining', () => {
  it('P-JOIN-4 gives the room as it is, and tells the others', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('demo', 'Bob')
    expect(people(bob.snapshot)).toEqual([
      ['Alice', 'host'],
      ['Bob', 'presenter'],
    ])
    expect(await alice.client.event('peer.joined')).toMatchObject({ peer: { id: bob.peer, name: 'Bob' } })
  })

  it('shows a newcomer what was said before', async () => {
    const alice = await enter('demo', 'Alice')
    await alice.client.request('chat.send', { text: 'welcome' })
    const bob = await enter('demo', 'Bob')
    expect(bob.snapshot).toMatchObject({ chat: { messages: [{ text: 'welcome', name: 'Alice' }] } })
  })

  it('P-JOIN-3 twice is refused', async () => {
    const alice = await enter('demo', 'Alice')
    expect(await alice.client.refusal('session.join', { protocol: 1, room: 'demo', name: 'Alice' })).toBe(
      'already_joined',
    )
  })

  it('P-JOIN-1 with a version that the host does not speak is refused', async () => {
    const client = await TestClient.connect(host.base)
    clients.push(client)
    expect(await client.refusal('session.join', { protocol: 99, room: 'demo', name: 'Alice' })).toBe(
      'version_mismatch',
    )
    expect((await host.get('rooms')).body).toEqual({})
  })
})

describe('P-JOIN-5 what happens while somebody joins', () => {
  it('is in the snapshot or follows as an event: none missing, none twice', async () => {
    const alice = await enter('busy', 'Alice')
    const late = await TestClient.connect(host.base)
    clients.push(late)
    const sent = Array.from({ length: 18 }, (_one, index) => `line ${index}`)
    const saying = sent.map((text) => alice.client.request('chat.send', { text }))
    const joined = late.join('busy', 'Late')
    await Promise.all(saying)
    const { snapshot } = await joined
    await alice.client.request('chat.send', { text: 'the end' })
    await late.event('chat.sent', ({ message }) => (message as { text: string }).text === 'the end')
    const before = (snapshot['chat'] as { messages: { text: string }[] }).messages.map(({ text }) => text)
    const after = late.events.flatMap(({ message }) => (message ? [(message as { text: string }).text] : []))
    expect([...before, ...after]).toEqual([...sent, 'the end'])
  })
})

describe('rooms', () => {
  it('P-ROOM-7 are made on demand, counted, and gone when the last one leaves', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('other', 'Bob')
    expect((await host.get('rooms')).body).toEqual({ demo: 1, other: 1 })
    await bob.client.request('session.leave', {})
    expect((await host.get('rooms')).body).toEqual({ demo: 1 })
    await alice.client.close()
    await expect.poll(async () => (await host.get('rooms')).body).toEqual({})
  })

  it('P-ROOM-2 know nothing of each other', async () => {
    const alice = await enter('demo', 'Alice')
    const eve = await enter('other', 'Eve')
    await alice.client.request('chat.send', { text: 'only here' })
    await alice.client.event('chat.sent')
    expect(await eve.client.refusal('chat.send', { text: 'psst', to: alice.peer })).toBe('no_such_peer')
    await eve.client.request('chat.send', { text: 'mine' })
    await eve.client.event('chat.sent')
    expect(JSON.stringify(eve.client.frames)).not.toContain('only here')
    expect(JSON.stringify(eve.client.frames)).not.toContain(alice.peer)
    expect(JSON.stringify(alice.client.frames)).not.toContain('mine')
  })
})

describe('the room', () => {
  it('P-ROOM-1 tells events to each in order, in batches numbered from 1', async () => {
    const alice = await enter('demo', 'Alice')
    await enter('demo', 'Bob')
    for (const text of ['one', 'two', 'three']) await alice.client.request('chat.send', { text })
    const batches = alice.client.frames.flatMap((frame) =>
      'method' in frame && frame.method === 'room.events' ? [frame.params] : [],
    )
    expect(batches.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    const texts = alice.client.events.flatMap(({ message }) =>
      message ? [(message as { text: string }).text] : [],
    )
    expect(texts).toEqual(['one', 'two', 'three'])
  })

  it('P-CHAT-3 gives a private message to its two people alone', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('demo', 'Bob')
    const eve = await enter('demo', 'Eve')
    await alice.client.request('chat.send', { text: 'secret', to: bob.peer })
    await bob.client.event('chat.sent')
    await alice.client.request('chat.send', { text: 'public' })
    await eve.client.event('chat.sent')
    const late = await enter('demo', 'Late')
    expect(JSON.stringify(eve.client.frames)).not.toContain('secret')
    expect(JSON.stringify(late.client.frames)).not.toContain('secret')
  })

  it('P-LEAVE-2 lets a moderator remove a person, who is told why and is out at once', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('demo', 'Bob')
    const closed = bob.client.closed()
    await alice.client.request('moderation.remove', { peer: bob.peer })
    expect(await closed).toMatchObject({
      code: closeCodes.removed,
      reason: expect.stringContaining('removed'),
    })
    expect(await alice.client.event('peer.left')).toMatchObject({
      peer: bob.peer,
      reason: 'removed',
      by: alice.peer,
    })
    expect((await host.get('rooms')).body).toEqual({ demo: 1 })
  })

  it('P-RIGHT-1 refuses a guest what only moderators may do, and changes nothing', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('demo', 'Bob')
    expect(await bob.client.refusal('moderation.remove', { peer: alice.peer })).toBe('forbidden')
    expect(await bob.client.refusal('roles.handOver', { peer: bob.peer })).toBe('forbidden')
    expect((await host.get('rooms')).body).toEqual({ demo: 2 })
  })

  it('P-ROOM-5 passes the lead on when the leader goes', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('demo', 'Bob')
    await alice.client.close()
    expect(await bob.client.event('role.changed')).toMatchObject({ peer: bob.peer, role: 'host' })
  })

  it('P-LEAVE-3 notices at once when a tab is closed', async () => {
    const alice = await enter('demo', 'Alice')
    const bob = await enter('demo', 'Bob')
    await bob.client.close(closeCodes.goingAway)
    expect(await alice.client.event('peer.left')).toMatchObject({ peer: bob.peer, reason: 'left' })
    expect(alice.client.events.map(({ type }) => type)).not.toContain('peer.lost')
  })
})

describe('a host that stops', () => {
  it('P-CLOSE-2 tells everyone and closes', async () => {
    const own = await startHost()
    const client = await TestClient.connect(own.base)
    await client.join('demo', 'Alice')
    const closed = client.closed()
    await own.host.stop()
    await own.stop()
    expect(await closed).toMatchObject({
      code: closeCodes.hostStopped,
      reason: 'The host has ended the meeting.',
    })
  })
})
