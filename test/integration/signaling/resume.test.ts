import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
const enter = async (name: string) => {
  const client = await connect()
  return { client, ...(await client.join('demo', name)) }
}
/** The connection breaks without a goodbye, and the host has noticed. */
const cut = async (broken: TestClient, witness: TestClient) => {
  broken.socket.terminate()
  await witness.event('peer.lost')
}
const texts = (client: TestClient) =>
  client.events.flatMap(({ message }) => (message ? [(message as { text: string }).text] : []))
const seqOf = (client: TestClient) =>
  Math.max(
    0,
    ...client.frames.flatMap((frame) => ('method' in frame ? Number(frame.params['seq'] ?? 0) : [])),
  )

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await expect.poll(async () => (await host.get('rooms')).body).toEqual({})
})
afterAll(() => host.stop())

describe('a session whose connection is in doubt', () => {
  it('P-PING-1 answers a ping at once, whatever else of it still waits', async () => {
    const bob = await connect()
    const { rtpCapabilities } = await bob.hello()
    if (rtpCapabilities === null) throw new Error('The host has no media.')
    const slow = bob.request('session.warm', { room: 'demo', rtpCapabilities })
    await bob.request('session.ping', {})
    const answers = bob.frames.filter((frame) => 'id' in frame)
    expect(answers).toHaveLength(1)
    await slow
  })
})

describe('a session whose connection breaks', () => {
  it('P-RESUME-1 keeps its place; the others see it away, not gone, and back', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await cut(bob.client, alice.client)
    expect((await host.get('rooms')).body).toEqual({ demo: 2 })
    const again = await connect()
    await again.request('session.resume', { token: bob.resumeToken, seq: 0 })
    expect(await alice.client.event('peer.returned')).toMatchObject({ peer: bob.peer })
    await again.request('chat.send', { text: 'still me' })
    expect(await alice.client.event('chat.sent')).toMatchObject({ message: { from: bob.peer } })
    expect(alice.client.events.map(({ type }) => type)).not.toContain('peer.left')
  })

  it('P-LEAVE-3 P-RESUME-8 is shown no longer where its media stays silent as well, and finds its seat all the same', async () => {
    const alice = await enter('Alice')
    const bob = await connect()
    const { rtpCapabilities } = await bob.hello()
    if (rtpCapabilities === null) throw new Error('The host has no media.')
    await bob.request('session.warm', { room: 'demo', rtpCapabilities })
    const { peer, resumeToken } = await bob.join('demo', 'Bob')
    await alice.client.request('roles.set', { peer, role: 'cohost' })
    await cut(bob, alice.client)
    expect(await alice.client.event('peer.left')).toMatchObject({ peer, reason: 'left' })
    const again = await connect()
    await again.request('session.resume', { token: resumeToken, seq: 0 })
    await expect
      .poll(() => alice.client.events.filter(({ type }) => type === 'peer.joined').at(-1))
      .toMatchObject({ peer: { id: peer, role: 'cohost' } })
    // Its transports went: it is told to build up anew.
    await again.notification('media.lost')
    await again.request('session.leave', {})
  }, 60_000)

  it('P-RESUME-2 gets what it missed, none missing and none twice', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await alice.client.request('chat.send', { text: 'before' })
    await bob.client.event('chat.sent')
    const seq = seqOf(bob.client)
    await cut(bob.client, alice.client)
    for (const text of ['one', 'two', 'three']) await alice.client.request('chat.send', { text })
    const again = await connect()
    const { fresh } = await again.request('session.resume', { token: bob.resumeToken, seq })
    expect(fresh).toBeNull()
    await alice.client.request('chat.send', { text: 'after' })
    await again.event('chat.sent', ({ message }) => (message as { text: string }).text === 'after')
    expect(texts(again)).toEqual(['one', 'two', 'three', 'after'])
  })

  it('P-RESUME-3 gets the room anew where it missed too much', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    await cut(bob.client, alice.client)
    // Long lines, so that few of them are more than is kept; several speakers, so that nobody talks too fast.
    const perSpeaker = 20
    const lines = Math.ceil(limits.replayLength / limits.chatLength) + 1
    for (let spoken = 0; spoken < lines; spoken += perSpeaker) {
      const { client: speaker } = await enter(`Speaker ${spoken}`)
      const text = 'x'.repeat(limits.chatLength)
      for (let count = 0; count < perSpeaker; count += 1) await speaker.request('chat.send', { text })
    }
    const again = await connect()
    const { fresh } = await again.request('session.resume', { token: bob.resumeToken, seq: 0 })
    expect(fresh).toMatchObject({
      snapshot: {
        membership: { peers: expect.arrayContaining([expect.objectContaining({ id: bob.peer })]) },
      },
    })
    await alice.client.request('hand.set', { raised: true })
    const { params } = await again.notification('room.events', ({ events }) =>
      JSON.stringify(events).includes('hand.raised'),
    )
    expect(params['seq']).toBeGreaterThan(fresh?.seq ?? Number.POSITIVE_INFINITY)
  })

  it('P-RESUME-4 asks again under the old id, and the request acts once', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const frame = JSON.stringify({
      jsonrpc: '2.0',
      id: 'once',
      method: 'chat.send',
      params: { text: 'only once' },
    })
    bob.client.send(frame)
    const first = await bob.client.answer('once')
    await cut(bob.client, alice.client)
    const again = await connect()
    await again.request('session.resume', { token: bob.resumeToken, seq: 0 })
    again.send(frame)
    expect(await again.answer('once')).toEqual(first)
    await alice.client.request('chat.send', { text: 'end' })
    await alice.client.event('chat.sent', ({ message }) => (message as { text: string }).text === 'end')
    expect(texts(alice.client)).toEqual(['only once', 'end'])
  })

  it('P-RESUME-5 goes on over the newer connection where the old one only seems alive', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const closed = bob.client.closed()
    const again = await connect()
    await again.request('session.resume', { token: bob.resumeToken, seq: 0 })
    expect((await closed).code).toBe(closeCodes.replaced)
    await again.request('chat.send', { text: 'here' })
    await alice.client.event('chat.sent')
    expect(alice.client.events.map(({ type }) => type)).not.toContain('peer.left')
  })

  it('P-RESUME-5 is not taken over by a try that was held up on its way', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const [late, newest] = [await connect(), await connect()]
    const token = bob.resumeToken
    await newest.request('session.resume', { token, seq: 0, attempt: 2 })
    expect(await late.refusal('session.resume', { token, seq: 0, attempt: 1 })).toBe('session_lost')
    await newest.request('chat.send', { text: 'still here' })
    await alice.client.event('chat.sent')
  })

  it('P-RESUME-6 is lost to whoever has no token for it, or left by goodbye', async () => {
    const [alice, bob] = [await enter('Alice'), await enter('Bob')]
    const stranger = await connect()
    expect(await stranger.refusal('session.resume', { token: 'x'.repeat(32), seq: 0 })).toBe('session_lost')
    await bob.client.close(closeCodes.left)
    await alice.client.event('peer.left')
    const again = await connect()
    expect(await again.refusal('session.resume', { token: bob.resumeToken, seq: 0 })).toBe('session_lost')
    await again.join('demo', 'Bob')
  })
})
