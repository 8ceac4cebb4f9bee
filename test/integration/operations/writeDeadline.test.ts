import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { SignalingChannel } from '../../../main/signaling/session/SignalingHandler.ts'
import { SignalingServer } from '../../../main/signaling/SignalingServer.ts'
import { SUBPROTOCOL } from '../../../protocol/wire/version.ts'

const DEADLINE_MS = 300

let server: Server
let signaling: SignalingServer
const clients: SignalingChannel[] = []
const sockets: Socket[] = []

afterEach(async () => {
  clients.length = sockets.length = 0
  await signaling.close('ended', 50)
  await new Promise((resolve) => server.close(resolve))
})

async function listen(): Promise<string> {
  server = createServer()
  server.on('connection', (socket) => sockets.push(socket))
  signaling = new SignalingServer({
    server,
    path: '/signal',
    heartbeat: { pingMs: 60_000, pongMs: 60_000 },
    writeDeadlineMs: DEADLINE_MS,
    origins: [],
    log: { error: () => undefined, warn: () => undefined },
    attend(client) {
      clients.push(client)
      return {
        joined: true,
        mayUse: () => true,
        call: () => ({}) as never,
        lost: () => undefined,
        isOut: false,
        steppedOut: () => undefined,
        returned: () => undefined,
        refresh: () => Promise.resolve(),
        gone: () => undefined,
      }
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/signal`
}

async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, SUBPROTOCOL)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

/** Sends until the system takes no more, which leaves a small part of the limit in the queue. */
async function fill(client: SignalingChannel | undefined, socket: Socket | undefined): Promise<void> {
  const peers = Array.from({ length: 1000 }, () => 'x'.repeat(22)) as never[]
  while (socket?.writableLength === 0) {
    client?.notify('media.speakers', { peers })
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a connection whose queue does not move is closed after the deadline, and no other', async () => {
  const url = await listen()
  const stalled = await connect(url)
  const other = await connect(url)
  stalled.pause()
  await fill(clients[0], sockets[0])
  const startedAt = performance.now()
  await new Promise((resolve) => sockets[0]?.once('close', resolve))
  expect(performance.now() - startedAt).toBeGreaterThan(DEADLINE_MS * 0.9)
  expect(other.readyState).toBe(WebSocket.OPEN)
  stalled.terminate()
})

test('a connection that is read in time stays', async () => {
  const url = await listen()
  const slow = await connect(url)
  slow.pause()
  await fill(clients[0], sockets[0])
  slow.resume()
  await expect.poll(() => sockets[0]?.writableLength).toBe(0)
  // Quiet for longer than the deadline, with nothing to send: so long as it takes until another one is closed.
  const stalled = await connect(url)
  stalled.pause()
  await fill(clients[1], sockets[1])
  await new Promise((resolve) => sockets[1]?.once('close', resolve))
  expect(slow.readyState).toBe(WebSocket.OPEN)
  slow.close()
  stalled.terminate()
})
