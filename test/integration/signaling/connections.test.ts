import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Those who come and say nothing, or next to nothing, on real sockets. Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = {
    connectionsPerHost: 12,
    connectionsPerAddress: 6,
    connectionBurst: 10,
    connectionsPerSecond: 1,
    handshakeMs: 300,
    headersMs: 500,
    requestMs: 600,
    stalledPageMs: 400,
    idleSocketMs: 500,
  }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

const HERE = '127.0.0.1'
const ELSEWHERE = '127.0.0.2'

let host: RunningHost
const open: Socket[] = []
beforeEach(async () => {
  host = await startHost({ workers: 1 })
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await host.stop()
})

/** A connection that has said nothing yet. */
async function tcp(localAddress = HERE): Promise<Socket> {
  const socket = connectTcp({ host: HERE, port: host.port, localAddress })
  open.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

async function tls(localAddress = HERE): Promise<TLSSocket> {
  const socket = connectTls({
    host: HERE,
    port: host.port,
    localAddress,
    rejectUnauthorized: false,
  } as object)
  open.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'secureConnect')
  return socket
}

/** However the connection ends, be it by an error. */
function gone(socket: Socket): Promise<unknown> {
  return socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve))
}

/** Waits until the host has closed the connection. @returns what it said, as text. */
async function ended(socket: Socket): Promise<string> {
  let said = ''
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await gone(socket)
  return said
}

/** So many at once as an address may have. */
async function useUpBurst(): Promise<void> {
  for (let left = limits.connectionBurst; left > 0; left -= limits.connectionsPerAddress - 1) {
    const sockets = Array.from({ length: Math.min(left, limits.connectionsPerAddress - 1) }, () => tls())
    for (const socket of await Promise.all(sockets)) {
      socket.destroy()
      await gone(socket)
    }
  }
}

async function talks(localAddress: string): Promise<void> {
  const client = await TestClient.connect(host.base, { localAddress })
  await client.join('demo', 'Ada')
  await client.request('chat.send', { text: 'Hello' })
  await client.close()
}

describe('P-LIMIT-11 is closed in time, and others are served meanwhile:', () => {
  test('a connection that never shakes hands', async () => {
    const silent = await tcp()
    const closed = ended(silent)
    await talks(HERE)
    expect(await closed).toBe('')
  })

  test('a connection that shakes hands by drips', async () => {
    const dripping = await tcp()
    const drip = setInterval(() => dripping.write('\u0016'), 50)
    await ended(dripping)
    clearInterval(drip)
  })

  test('a connection that has shaken hands and asks for nothing', async () => {
    const silent = await tls()
    const closed = ended(silent)
    await talks(HERE)
    await closed
  })

  test('a head that drips', async () => {
    const dripping = await tls()
    dripping.write('GET / HTTP/1.1\r\nHost: localhost\r\n')
    const drip = setInterval(() => dripping.write('X-More: a\r\n'), 50)
    const said = await ended(dripping)
    clearInterval(drip)
    expect(said).toContain('408')
  })

  test('a request whose body drips', async () => {
    const dripping = await tls()
    dripping.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n')
    const drip = setInterval(() => dripping.write('a'), 50)
    await ended(dripping)
    clearInterval(drip)
  })

  test('a page that is asked for and not read', async () => {
    const stalled = await tls()
    stalled.pause()
    const asks = 'GET /session/Meeting.ts HTTP/1.1\r\nHost: localhost\r\n\r\n'
    // More than line and queue hold; and then now and again, to learn that nobody is there any more.
    stalled.write(asks.repeat(3000))
    const again = setInterval(() => stalled.write(asks), 50)
    await gone(stalled)
    clearInterval(again)
  })

  test('a WebSocket on which nothing is asked', async () => {
    const client = await TestClient.connect(host.base)
    expect((await client.closed()).code).toBe(4006)
  })
})

describe('P-LIMIT-10', () => {
  test('an address has so many connections, other addresses have theirs, and a closed one is a place again', async () => {
    const mine = await Promise.all(Array.from({ length: limits.connectionsPerAddress }, () => tls()))
    expect(await ended(await tcp())).toBe('')
    await talks(ELSEWHERE)
    mine[0]?.destroy()
    // The host has to learn of it first.
    await expect
      .poll(
        () =>
          talks(HERE).then(
            () => true,
            () => false,
          ),
        { interval: 20 },
      )
      .toBe(true)
  })

  test('on a full host the address with the most connections makes place for one with fewer', async () => {
    const addresses = [HERE, ELSEWHERE]
    const all = addresses.flatMap((address) =>
      Array.from({ length: limits.connectionsPerHost / addresses.length }, () => tls(address)),
    )
    const open = new Set(await Promise.all(all))
    for (const socket of open) socket.once('close', () => open.delete(socket))
    await talks('127.0.0.3')
    expect(open.size).toBe(limits.connectionsPerHost - 1)
    // Whoever has as many as the others gets no more at their cost.
    for (const address of ['127.0.0.4', '127.0.0.5', '127.0.0.6']) {
      const socket = await tls(address)
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    }
    expect(open.size).toBeLessThanOrEqual(limits.connectionsPerHost)
  })

  test('past its rate an address waits for its turn, and nobody else does', async () => {
    const order: string[] = []
    await useUpBurst()
    const late = Array.from({ length: 3 }, () => tls().then(() => order.push('late')))
    const other = tls(ELSEWHERE).then(() => order.push('other'))
    await Promise.all([...late, other])
    // A late one may have been due again meanwhile.
    expect(order.indexOf('other')).toBeLessThan(order.lastIndexOf('late'))
  })

  test('who hangs up while waiting does no harm', async () => {
    await useUpBurst()
    const waiting = await Promise.all(Array.from({ length: 2 }, () => tcp()))
    // It waits for its turn from its first byte on.
    for (const socket of waiting) socket.write('\u0016')
    for (const socket of waiting) socket.resetAndDestroy()
    await talks(ELSEWHERE)
    await talks(HERE)
  })
})
