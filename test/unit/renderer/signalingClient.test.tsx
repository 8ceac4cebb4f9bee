import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SignalingChannel } from '../../../main/signaling/session/SignalingHandler.ts'
import { SignalingServer } from '../../../main/signaling/SignalingServer.ts'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { PROTOCOL } from '../../../protocol/wire/version.ts'
import type { LinkState } from '../../../renderer/session/sessionState.ts'
import { SignalingClient } from '../../../renderer/session/connection/SignalingClient.ts'
import type { SignalingListeners } from '../../../renderer/session/connection/SignalingListeners.ts'

let server: Server
let signaling: SignalingServer
let port = 0
const served: SignalingChannel[] = []
const connections: Socket[] = []

/** A real server for the signaling, on the port that it had before. */
async function listen(): Promise<void> {
  server = createServer()
  server.on('connection', (socket) => connections.push(socket))
  signaling = new SignalingServer({
    server,
    path: '/signal',
    heartbeat: { pingMs: 60_000, pongMs: 60_000 },
    origins: [globalThis.location.origin],
    log: { error: () => undefined, warn: () => undefined },
    attend(client) {
      served.push(client)
      const limitsTold = { chatLength: 1, nameLength: 1 }
      client.greet({
        protocol: PROTOCOL,
        version: '1',
        rtpCapabilities: null,
        iceServers: [],
        limits: limitsTold,
      })
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
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
}

async function stop(how: 'ended' | 'restarting'): Promise<void> {
  await signaling.close(how, 300)
  for (const socket of connections.splice(0)) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  port = 0
  served.length = 0
  await listen()
})
afterEach(async () => {
  vi.useRealTimers()
  if (server.listening) await stop('ended')
})

/** A client that is greeted and may come back, and all that it tells: each wait takes the next one of its kind. */
async function connect() {
  const told: (
    | LinkState
    | { readonly kind: 'ended'; readonly code: number }
    | { readonly kind: 'forgotten' }
  )[] = []
  let look = () => undefined as void
  const tell = (news: (typeof told)[number]) => {
    told.push(news)
    look()
  }
  const greeted = Promise.withResolvers<void>()
  const nothing = () => undefined
  const listeners = new Proxy<Partial<SignalingListeners>>(
    {
      'host.hello': () => greeted.resolve(),
      link: tell,
      forgotten: () => tell({ kind: 'forgotten' }),
      ended: (code) => tell({ kind: 'ended', code }),
    },
    { get: (own, name) => Reflect.get(own, name) ?? nothing },
  )
  const client = new SignalingClient(`http://127.0.0.1:${port}/`, listeners as SignalingListeners)
  await greeted.promise
  client.makeResumable('a token of another life')
  const next = async () => {
    while (told.length === 0)
      await new Promise<void>((resolve) => {
        look = resolve
      })
    return told.shift()
  }
  return { client, next }
}

test('P-CLOSE-4 a host that restarts is tried again after its hint, and not before', async () => {
  const { client, next } = await connect()
  await stop('restarting')
  const down = await next()
  if (down?.kind !== 'down' || down.retryAt === null) throw new Error(JSON.stringify(down))
  expect(down.cause).toBe('restarting')
  const waitMs = down.retryAt - Date.now()
  expect(waitMs).toBeGreaterThanOrEqual(2000)
  expect(waitMs).toBeLessThanOrEqual(2500)
  await listen()
  vi.advanceTimersByTime(1999)
  expect(served).toHaveLength(1)
  vi.advanceTimersByTime(501)
  expect(await next()).toEqual({ kind: 'down', cause: 'restarting', retryAt: null })
  expect(await next()).toEqual({ kind: 'up' })
  expect(await next()).toEqual({ kind: 'forgotten' })
  client.close(closeCodes.left)
})

test('a host that does not come back is waited for as long as it would keep a place', async () => {
  const { next } = await connect()
  await stop('restarting')
  const startedAt = Date.now()
  for (let news = await next(); news?.kind !== 'ended'; news = await next()) {
    if (news?.kind !== 'down') throw new Error(JSON.stringify(news))
    expect(news.cause).toBe('restarting')
    // The next try, or the end where that comes first.
    if (news.retryAt !== null) vi.advanceTimersByTime(news.retryAt - Date.now())
    if (Date.now() - startedAt > 2 * limits.resumeWindowMs) throw new Error('It waits for ever.')
  }
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(limits.resumeWindowMs)
})

test('P-CLOSE-2 a host that has ended the meeting is not tried again', async () => {
  const { next } = await connect()
  await stop('ended')
  expect(await next()).toEqual({ kind: 'ended', code: closeCodes.hostStopped })
})

test('what the host has said counts where its close code is lost', async () => {
  const { next } = await connect()
  served[0]?.notify('host.stopping', { reason: 'Over.', retryAfterMs: null })
  connections[0]?.end()
  expect(await next()).toEqual({ kind: 'ended', code: closeCodes.hostStopped })
})

test('a connection that breaks without a word is tried again almost at once', async () => {
  const { client, next } = await connect()
  connections[0]?.destroy()
  const down = await next()
  if (down?.kind !== 'down' || down.retryAt === null) throw new Error(JSON.stringify(down))
  expect(down.cause).toBe('lost')
  expect(down.retryAt - Date.now()).toBeLessThanOrEqual(200)
  client.close(closeCodes.left)
})
