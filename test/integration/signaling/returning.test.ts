import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// People who come back to a host on which every place for a socket is taken. Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = {
    sessionsPerHost: 3,
    sessionsPerAddress: 3,
    returnsPerHost: 2,
    returnsPerAddress: 2,
    returnMs: 2000,
  }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

let host: RunningHost
const clients: TestClient[] = []
beforeEach(async () => {
  host = await startHost({ trustProxy: '127.0.0.1' })
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await host.stop()
})

async function from(address: string): Promise<TestClient> {
  const client = await TestClient.connect(host.base, { headers: { 'X-Forwarded-For': address } })
  clients.push(client)
  return client
}

/** People in a room, from an address each, on all places that there are. */
async function fill() {
  const people = []
  for (const [index, name] of ['Ada', 'Bob', 'Carol'].entries()) {
    const client = await from(`192.0.2.${index + 1}`)
    people.push({ client, ...(await client.join('demo', name)) })
  }
  const [ada, bob, carol] = people
  if (ada === undefined || bob === undefined || carol === undefined) throw new Error('Somebody is missing.')
  return { ada, bob, carol }
}

/** A newcomer asks for something: the host says nothing more, and closes the connection. */
async function turnedAway(method: string): Promise<void> {
  const newcomer = await from('203.0.113.1')
  const closed = newcomer.closed()
  const params = { protocol: 1, room: 'demo', name: 'Eve' }
  newcomer.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  expect((await closed).code).toBe(closeCodes.full)
  expect(newcomer.frames.map((frame) => 'method' in frame && frame.method)).toEqual(['host.hello'])
}

function resume(client: TestClient, token: string) {
  return client.request('session.resume', { token, seq: 0 })
}

test('P-LIMIT-14 on a host full of people one of them comes back on a new connection, and stays', async () => {
  const { ada, bob } = await fill()
  const replaced = ada.client.closed()
  // From another network, such as a phone's.
  const again = await from('198.51.100.1')
  await resume(again, ada.resumeToken)
  expect((await replaced).code).toBe(closeCodes.replaced)
  // Opened later, and closed when its time is over: then Ada's would be as well.
  const stranger = await from('203.0.113.1')
  expect((await stranger.closed()).code).toBe(closeCodes.full)
  await again.request('chat.send', { text: 'Back again' })
  await bob.client.event('chat.sent')
})

test('P-LIMIT-14 a place that is lent for coming back is good for nothing else, and the host no fuller afterwards', async () => {
  const { ada } = await fill()
  for (const method of ['session.join', 'session.warm', 'session.ping']) await turnedAway(method)
  const replaced = ada.client.closed()
  await resume(await from('192.0.2.1'), ada.resumeToken)
  await replaced
  await turnedAway('session.ping')
})

test('P-LIMIT-14 strangers on all places for coming back make place for a network in which people sit', async () => {
  const { ada } = await fill()
  const strangers = [await from('203.0.113.1'), await from('203.0.113.2')]
  const lost = Promise.race(strangers.map((stranger) => stranger.closed()))
  await resume(await from('192.0.2.1'), ada.resumeToken)
  expect((await lost).code).toBe(closeCodes.full)
})

test('P-LIMIT-9 on a host full of strangers with one socket each, a network in which people sit gets another', async () => {
  const ada = await from('192.0.2.1')
  await ada.join('demo', 'Ada')
  const strangers = [await from('203.0.113.1'), await from('203.0.113.2')]
  const lost = Promise.race(strangers.map((stranger) => stranger.closed()))
  const bob = await from('192.0.2.1')
  await bob.join('demo', 'Bob')
  expect((await lost).code).toBe(closeCodes.full)
})
