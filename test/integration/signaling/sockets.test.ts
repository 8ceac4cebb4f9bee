import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import type { SignalingChannel } from '../../../main/signaling/session/SignalingHandler.ts'
import { SignalingServer } from '../../../main/signaling/SignalingServer.ts'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { SUBPROTOCOL } from '../../../protocol/wire/version.ts'

// The watch over sockets, without a meeting behind it. Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = {
    idleSocketMs: 1500,
    sessionsPerAddress: 3,
    sessionsPerHost: 5,
    ownSessions: 1,
    returnMs: 100,
  }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

interface Served {
  readonly client: SignalingChannel
  readonly gone: Promise<void>
}

let server: Server
let signaling: SignalingServer
const served: Served[] = []

/** Every request is granted; what it says does not matter here. */
async function listen(heartbeat: { pingMs: number; pongMs: number }): Promise<string> {
  server = createServer()
  signaling = new SignalingServer({
    server,
    path: '/signal',
    heartbeat,
    origins: [],
    callerOf: ({ headers }) => ({
      address: headers['x-forwarded-for']?.toString() ?? '127.0.0.1',
      origin: '',
      local: false,
      misdirected: false,
    }),
    log: { error: () => undefined, warn: () => undefined },
    attend(client) {
      const { promise, resolve } = Promise.withResolvers<void>()
      served.push({ client, gone: promise })
      const idle = {
        lost: () => undefined,
        isOut: false,
        steppedOut: () => undefined,
        returned: () => undefined,
        refresh: () => Promise.resolve(),
      }
      return { joined: true, mayUse: () => true, call: () => ({}) as never, gone: resolve, ...idle }
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/signal`
}

async function connect(url: string, options: WebSocket.ClientOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, SUBPROTOCOL, options)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

function closing(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

function pings(socket: WebSocket, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count
    socket.on('ping', () => {
      left -= 1
      if (left === 0) resolve()
    })
  })
}

function ask(socket: WebSocket): Promise<string> {
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'session.leave' }))
  return new Promise((resolve) => socket.once('message', (data) => resolve(data.toString())))
}

const calm = { pingMs: 60_000, pongMs: 60_000 }

afterEach(async () => {
  served.length = 0
  await signaling.close('ended', 50)
  await new Promise((resolve) => server.close(resolve))
})

test('P-CLOSE-3 a socket that answers no ping is dropped and has left; one that answers stays', async () => {
  const url = await listen({ pingMs: 50, pongMs: 100 })
  const lively = await connect(url)
  await ask(lively)
  const dead = await connect(url, { autoPong: false })
  const closed = closing(dead)
  const pinged = pings(lively, 5)
  await served[1]?.gone
  expect(await closed).toBe(1006)
  // So many that the first was overdue long ago, had it not been answered.
  await pinged
  expect(await ask(lively)).toContain('"result":{}')
})

test('P-CLOSE-3 a socket on which nothing is granted is closed, one that was used or has a seat is not', async () => {
  const url = await listen(calm)
  const [used, idle, seated] = [await connect(url), await connect(url), await connect(url)]
  await ask(used)
  served[2]?.client.makeResumable()
  idle.send('garbage')
  const later = closing(used)
  expect(await closing(idle)).toBe(closeCodes.idle)
  expect(used.readyState).toBe(WebSocket.OPEN)
  // One request is not enough for ever.
  expect(await later).toBe(closeCodes.idle)
  expect(await ask(seated)).toContain('"result":{}')
})

test('P-LIMIT-8 who does not read is dropped when the queue is full, and nobody else', async () => {
  const url = await listen(calm)
  const slow = await connect(url)
  const other = await connect(url)
  await ask(other)
  slow.pause()
  const closed = closing(slow)
  let gone = false
  void served[0]?.gone.then(() => {
    gone = true
  })
  const peers = Array.from({ length: 2000 }, () => 'x'.repeat(22)) as never[]
  for (let frame = 0; frame < 2000 && !gone; frame += 1) {
    served[0]?.client.notify('media.speakers', { peers })
    if (frame % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await served[0]?.gone
  slow.resume()
  expect([closeCodes.tooSlow, 1006]).toContain(await closed)
  expect(await ask(other)).toContain('"result":{}')
})

test('P-LIMIT-9 an address has so many sockets, and a place again when one closes', async () => {
  const url = await listen(calm)
  const sockets = [await connect(url), await connect(url), await connect(url)]
  expect(await closing(await connect(url))).toBe(closeCodes.full)
  sockets[0]?.close()
  await served[0]?.gone
  const next = await connect(url)
  expect(await ask(next)).toContain('"result":{}')
})

test('P-LIMIT-9 on a full host whoever has few sockets gets one, and nobody who is in a room loses theirs', async () => {
  const url = await listen(calm)
  const from = (address: string) => connect(url, { headers: { 'X-Forwarded-For': address } })
  const flood = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]
  const others = [await from('192.0.2.2'), await from('192.0.2.2')]
  const last = closing(flood[2] as WebSocket)
  const newcomer = await from('192.0.2.3')
  expect(await last).toBe(closeCodes.full)
  expect(await ask(newcomer)).toContain('"result":{}')
  // Now all who are there sit in a room.
  for (const { client } of served) client.makeResumable()
  expect(await closing(await from('192.0.2.4'))).toBe(closeCodes.full)
  // This computer has a place of its own.
  expect(await ask(await from('127.0.0.1'))).toContain('"result":{}')
  expect(await closing(await from('127.0.0.1'))).toBe(closeCodes.full)
  for (const socket of [flood[0], flood[1], ...others])
    expect(await ask(socket as WebSocket)).toContain('"result":{}')
})
