import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { relayTypes } from '../../../protocol/wire/relay.ts'
import { RawSocket } from '../../fixtures/RawSocket.ts'
import { RelayClient } from '../../fixtures/RelayClient.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// A room of five hundred takes long to fill on a busy machine: a smaller one shows the same.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const smaller = { peersPerRoom: 100 }
  return { ...actual, limits: { ...actual.limits, ...smaller } as unknown as typeof actual.limits }
})

let host: RunningHost
const clients: RelayClient[] = []

async function connect(room: string, peer: string, options?: WebSocket.ClientOptions): Promise<RelayClient> {
  const client = await RelayClient.connect(host.base, room, peer, options)
  clients.push(client)
  return client
}

/** Two in a room, the first of whom has heard of the second. */
async function pair(room: string): Promise<[RelayClient, RelayClient]> {
  const ada = await connect(room, 'ada')
  const grace = await connect(room, 'grace')
  await ada.message(0)
  return [ada, grace]
}

/** The status line with which a handshake is refused. */
async function refused(path: string, options: WebSocket.ClientOptions = {}): Promise<string> {
  const url = new URL(path, host.base)
  url.protocol = 'wss:'
  const socket = new WebSocket(url, { rejectUnauthorized: false, ...options })
  const [error] = (await once(socket, 'error')) as [Error]
  return error.message
}

beforeAll(async () => {
  host = await startHost({ relay: true })
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

describe('P-RELAY-1 the door of the relay', () => {
  it('is shut unless the host is told to open it', async () => {
    const other = await startHost()
    try {
      const url = new URL('ws/demo/ada', other.base)
      url.protocol = 'wss:'
      const [error] = (await once(new WebSocket(url, { rejectUnauthorized: false }), 'error')) as [Error]
      expect(error.message).toContain('404')
    } finally {
      await other.stop()
    }
  })

  it.each([
    ['a missing peer', 'ws/demo'],
    ['an empty peer', 'ws/demo/'],
    ['a part too many', 'ws/demo/ada/more'],
    ['65 letters', `ws/${'x'.repeat(65)}/ada`],
    ['a control character', 'ws/demo/a%07b'],
    ['a control character', 'ws/demo/a%07b'],
    ['a stray percent sign', 'ws/de%mo/ada'],
    ['bytes that are no UTF-8', 'ws/demo/%ff'],
    ['spaces alone', 'ws/%20/ada'],
  ])('is shut for %s', async (_what, path) => {
    expect(await refused(path)).toContain('400')
  })

  it('is shut for pages from elsewhere, and open for the host’s own', async () => {
    expect(await refused('ws/demo/ada', { origin: 'https://evil.example' })).toContain('403')
    await connect('demo', 'ada', { origin: new URL(host.base).origin })
  })

  it('takes names of 64 letters, in every script', async () => {
    const ada = await connect(encodeURIComponent('д'.repeat(64)), 'ada')
    await connect(encodeURIComponent('д'.repeat(64)), encodeURIComponent('奥古斯塔 👩🏽‍💻'))
    expect(await ada.message(0)).toMatchObject({ type: 'new-peer', data: '奥古斯塔 👩🏽‍💻' })
  })
})

describe('P-RELAY-2 coming and going', () => {
  it('is told to the others in the room and to nobody else', async () => {
    const elsewhere = await connect('elsewhere', 'ada')
    const [ada, grace] = await pair('demo')
    expect(ada.messages).toEqual([{ type: 'new-peer', room: 'demo', from: 'grace', to: null, data: 'grace' }])
    await grace.close()
    expect(await ada.message(1)).toEqual({
      type: 'peer-left',
      room: 'demo',
      from: 'grace',
      to: null,
      data: 'grace',
    })
    expect([grace.messages, elsewhere.messages]).toEqual([[], []])
  })

  it('of one whose line breaks is told as well', async () => {
    const [ada, grace] = await pair('demo')
    grace.socket.terminate()
    expect(await ada.message(1)).toMatchObject({ type: 'peer-left', data: 'grace' })
  })

  it('with an id that is taken ends there (4009); once it is free it can be had', async () => {
    const [ada, grace] = await pair('demo')
    const second = await connect('demo', 'grace')
    expect(await second.closed()).toBe(closeCodes.taken)
    await grace.close()
    await ada.message(1)
    await connect('demo', 'grace')
    // The refused one was never there: after the coming and the going there is one more coming.
    expect(await ada.message(2)).toMatchObject({ type: 'new-peer', data: 'grace' })
    expect(ada.messages).toHaveLength(3)
  })
})

describe('P-RELAY-3 offer, answer and ice', () => {
  it.each(['offer', 'answer', 'ice'])('%s reaches the one it is for, unread', async (type) => {
    const [ada, grace] = await pair('demo')
    const third = await connect('demo', 'third')
    const namesake = await connect('elsewhere', 'grace')
    const data = { sdp: 'v=0\r\n', list: [1, null, { deep: 'ä' }] }
    ada.send({ type, to: 'grace', data })
    expect(await grace.message(1)).toEqual({ type, room: 'demo', from: 'ada', to: 'grace', data })
    grace.send({ type: 'chat', data: 'done' })
    await third.message(0)
    expect(third.messages).toMatchObject([{ type: 'chat', data: 'done' }])
    expect(namesake.messages).toEqual([])
  })

  it('for one who is not in the room is refused', async () => {
    const [ada] = await pair('demo')
    await connect('elsewhere', 'third')
    ada.send({ type: 'offer', to: 'third', data: {} })
    expect(await ada.message(1)).toMatchObject({ type: 'error', data: { code: 'no_such_peer' } })
  })
})

it('P-RELAY-4 chat reaches all others in the room', async () => {
  const [ada, grace] = await pair('demo')
  const third = await connect('demo', 'third')
  const elsewhere = await connect('elsewhere', 'fourth')
  await grace.message(0)
  grace.send({ type: 'chat', data: 'Good morning' })
  const told = { type: 'chat', room: 'demo', from: 'grace', to: null, data: 'Good morning' }
  expect(await third.message(0)).toEqual(told)
  expect(await ada.message(2)).toEqual(told)
  expect(grace.messages).toMatchObject([{ type: 'new-peer', data: 'third' }])
  expect(elsewhere.messages).toEqual([])
})

it('P-RELAY-5 who sends, and in which room, is the host’s to say', async () => {
  const [ada, grace] = await pair('demo')
  const lie = { room: 'elsewhere', from: 'mallory', data: 1 }
  ada.send({ ...lie, type: 'offer', to: 'grace' })
  ada.send({ ...lie, type: 'chat' })
  expect(await grace.message(0)).toMatchObject({ type: 'offer', room: 'demo', from: 'ada' })
  expect(await grace.message(1)).toMatchObject({ type: 'chat', room: 'demo', from: 'ada' })
})

describe('P-RELAY-6 a message that is none', () => {
  it.each([
    ['garbage', 'hello {', 'parse_error'],
    ['nothing', '', 'parse_error'],
    ['a list', '[]', 'bad_frame'],
    ['an unknown type', { type: 'shout', data: 1 }, 'bad_frame'],
    ['no type', { to: 'grace' }, 'bad_frame'],
    ['the host’s own type', { type: 'new-peer', data: 'mallory' }, 'bad_frame'],
    ['an offer for nobody', { type: 'offer', data: 1 }, 'bad_frame'],
    ['an offer for a number', { type: 'offer', to: 7, data: 1 }, 'bad_frame'],
    ['a prototype as its type', '{"type":"__proto__"}', 'bad_frame'],
    [
      '10,000 lists within each other',
      `{"type":"chat","data":${'['.repeat(1e4)}${']'.repeat(1e4)}}`,
      'bad_frame',
    ],
  ])('such as %s is refused to its sender alone, who goes on', async (_what, message, code) => {
    const [ada, grace] = await pair('demo')
    ada.send(message)
    ada.send({ type: 'chat', data: 'next' })
    expect(await ada.message(1)).toEqual({
      type: 'error',
      data: { code, message: expect.stringMatching(/^[A-Z].*\.$/) },
    })
    await grace.message(0)
    expect(grace.messages).toMatchObject([{ type: 'chat', data: 'next' }])
  })

  it('too often ends the socket (4005), binary ones included', async () => {
    const [ada, grace] = await pair('demo')
    const closed = ada.closed()
    for (let count = 0; count < limits.badFrames; count += 1) ada.socket.send(Buffer.from('{"type":"chat"}'))
    expect(await closed).toBe(closeCodes.badFrames)
    expect(ada.messages.filter(({ type }) => type === 'error')).toHaveLength(limits.badFrames)
    expect(await grace.message(0)).toMatchObject({ type: 'peer-left' })
  })
})

describe('P-RELAY-7 the limits of the signaling', () => {
  it('hold for the size of a frame', async () => {
    const [ada, grace] = await pair('demo')
    const closed = ada.closed()
    ada.send({ type: 'chat', data: 'x'.repeat(limits.frameBytes) })
    expect(await closed).toBe(closeCodes.frameTooBig)
    expect(await grace.message(0)).toMatchObject({ type: 'peer-left' })
  })

  it('hold for the rate of each type, and say when to try again', async () => {
    const [ada, grace] = await pair('demo')
    const { burst } = relayTypes.chat.rate
    for (let count = 0; count <= burst; count += 1) ada.send({ type: 'chat', data: count })
    ada.send({ type: 'offer', to: 'grace', data: 'after' })
    expect(await ada.message(1)).toMatchObject({
      type: 'error',
      data: { code: 'rate_limited', retryAfterMs: expect.any(Number) },
    })
    expect(await grace.message(burst)).toMatchObject({ type: 'offer', data: 'after' })
  })

  it('hold for people in a room', async () => {
    const all = await Promise.all(
      Array.from({ length: limits.peersPerRoom }, (_, id) => connect('full', `p${id}`)),
    )
    const late = await connect('full', 'late')
    expect(await late.closed()).toBe(closeCodes.full)
    expect(all.every(({ socket }) => socket.readyState === WebSocket.OPEN)).toBe(true)
  })

  it('hold for rooms, and one that is left is free again', async () => {
    const all = await Promise.all(
      Array.from({ length: limits.roomsPerHost }, (_, id) => connect(`r${id}`, 'ada')),
    )
    expect(await (await connect('late', 'ada')).closed()).toBe(closeCodes.full)
    await all[0]?.close()
    const next = await connect('late', 'ada')
    await connect('late', 'grace')
    expect(await next.message(0)).toMatchObject({ type: 'new-peer' })
  })

  it('hold for one who does not read: the others go on, and the room loses that one alone', async () => {
    const deaf = await RawSocket.open(host.base, '/ws/demo/deaf')
    deaf.socket.pause()
    const ada = await connect('demo', 'ada')
    const text = 'x'.repeat(60_000)
    const left = () => ada.messages.some(({ type, data }) => type === 'peer-left' && data === 'deaf')
    // The rate of one socket would take minutes to fill a queue: many senders, each within it.
    for (let sender = 0; sender < 20 && !left(); sender += 1) {
      const talker = await connect('demo', `talker${sender}`)
      const { burst } = relayTypes.ice.rate
      for (let count = 0; count < burst; count += 1) talker.send({ type: 'ice', to: 'deaf', data: text })
      talker.send({ type: 'ice', to: 'nobody', data: 0 })
      await talker.message(0)
    }
    expect(left()).toBe(true)
    const other = await connect('demo', 'other')
    ada.send({ type: 'chat', data: 'still here' })
    expect(await other.message(0)).toMatchObject({ type: 'chat', data: 'still here' })
    deaf.destroy()
  })
})

it('P-RELAY-8 its rooms and Hearth’s know nothing of each other', async () => {
  const [ada] = await pair('demo')
  const meeting = await TestClient.connect(host.base)
  await meeting.join('demo', 'Ada')
  ada.send({ type: 'chat', data: 'to the relay' })
  await meeting.request('chat.send', { text: 'to the meeting' })
  expect((await host.get('rooms')).body).toEqual({ demo: 1 })
  expect(JSON.stringify(meeting.frames)).not.toContain('relay')
  expect(JSON.stringify(ada.messages)).not.toContain('meeting')
  await meeting.close()
})

it('P-RELAY-9 health answers as the older system’s, too', async () => {
  const before = Date.now()
  const { status, body } = await host.get('health')
  const { status: word, time } = body as { status: unknown; time: number }
  expect([status, word]).toEqual([200, 'ok'])
  expect(time).toBeGreaterThanOrEqual(before)
  expect(time).toBeLessThanOrEqual(Date.now())
})
