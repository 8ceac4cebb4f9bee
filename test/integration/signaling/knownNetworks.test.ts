import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = { connectionsPerHost: 60, handshakesPerSecond: 100 }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})
// The other addresses of this computer stand for other computers.
vi.mock(import('../../../main/network/isLoopback.ts'), () => ({
  isLoopback: (address: string) => address === '127.0.0.1',
}))

const KNOWN = '127.0.0.2'

let host: RunningHost
let ada: TestClient
const open = new Set<Socket>()
beforeEach(async () => {
  host = await startHost()
  ada = await TestClient.connect(host.base, { localAddress: KNOWN })
  await ada.join('demo', 'Ada')
})
afterEach(async () => {
  for (const socket of open) socket.destroy()
  open.clear()
  await ada.close()
  await host.stop()
})

/** One address each. */
function strangers(count: number): string[] {
  return Array.from({ length: count }, (_one, index) => `127.0.1.${index + 1}`)
}

function connections(addresses: readonly string[]): Promise<Socket[]> {
  return Promise.all(addresses.map(silent))
}

/** A connection that says nothing. */
async function silent(localAddress: string): Promise<Socket> {
  const socket = connectTcp({ host: '127.0.0.1', port: host.port, localAddress })
  open.add(socket)
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  return socket
}

/** Shakes hands over a connection. @returns whether that has succeeded. */
function shakesHands(connection: Socket): Promise<boolean> {
  const socket = connectTls({ socket: connection, rejectUnauthorized: false })
  // The outer one takes the inner one along; Node does not survive it when both are destroyed at once.
  open.delete(connection)
  open.add(socket)
  socket.on('error', () => undefined)
  return new Promise((resolve) => {
    socket.once('secureConnect', () => resolve(true))
    socket.once('close', () => resolve(false))
  })
}

/** The host accepts connections in the order in which they came. */
async function acceptedSoFar(): Promise<void> {
  await getsIn('127.0.0.1')
}

async function getsIn(localAddress: string): Promise<boolean> {
  return shakesHands(await silent(localAddress))
}

test('P-LIMIT-13 a network in which people sit shakes hands before strangers from however many addresses', async () => {
  const [flood, own] = [await connections(strangers(40)), await connections(Array(6).fill(KNOWN))]
  await acceptedSoFar()
  let served = 0
  const flooding = flood.map((connection) => shakesHands(connection).then(() => (served += 1)))
  await Promise.all(own.map(shakesHands))
  // In turns with forty networks, they would be among the last.
  expect(served).toBeLessThan(20)
  await Promise.all(flooding)
})

test('P-LIMIT-13 strangers shake hands too while those who belong keep coming', async () => {
  const [crowd, stranger] = [await connections(Array(40).fill(KNOWN)), await silent('127.0.1.1')]
  await acceptedSoFar()
  let served = 0
  const crowding = crowd.map((connection) => shakesHands(connection).then(() => (served += 1)))
  await shakesHands(stranger)
  expect(served).toBeLessThan(20)
  await Promise.all(crowding)
})

test('P-LIMIT-10 on a host that is full of strangers with one connection each, a network in which people sit finds places', async () => {
  const others = await connections(strangers(59))
  expect(await getsIn('127.0.2.1')).toBe(false)
  expect(await getsIn(KNOWN)).toBe(true)
  expect(others.filter(({ destroyed }) => destroyed)).toHaveLength(1)
  await ada.request('session.leave', {})
  expect(await getsIn(KNOWN)).toBe(false)
})
