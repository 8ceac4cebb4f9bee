import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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

beforeAll(async () => {
  // Behind a proxy that is trusted, each client has an address of its own choice here.
  host = await startHost({ trustProxy: ['127.0.0.1'] })
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

/** A client that comes from another address. */
const from = async (address: string) => {
  const client = await TestClient.connect(host.base, { headers: { 'x-forwarded-for': address } })
  clients.push(client)
  return client
}
const bytes = () =>
  randomBytes(32)
    .toString('hex')
    .toUpperCase()
    .replaceAll(/(..)(?!$)/g, '$1:')
const dtls = () => ({
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: bytes() }],
})

describe('checking the connection', () => {
  it.each(['udp', 'tcp'] as const)(
    'P-CHECK-1 a transport over %s has no other candidates',
    async (protocol) => {
      const client = await connect()
      const { transport, channel } = await client.request('check.open', { protocol, direction: 'recv' })
      expect(new Set(transport.iceCandidates.map((candidate) => candidate.protocol))).toEqual(
        new Set([protocol]),
      )
      expect(transport.sctpParameters.port).toBeGreaterThan(0)
      expect(channel.streamId).toBe(0)
    },
  )

  it('P-CHECK-1 P-CHECK-2 a client has one at a time, and gives its place back', async () => {
    const [one, other, third] = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]
    const open = { protocol: 'udp', direction: 'send' } as const
    const first = await one.request('check.open', open)
    expect((await one.request('check.open', open)).transport.id).not.toBe(first.transport.id)
    await other.request('check.open', open)
    const refused = await third.ask('check.open', open)
    expect(refused).toMatchObject({ error: { data: { code: 'rate_limited', retryAfterMs: 5000 } } })
    await one.request('check.close', {})
    await third.request('check.open', open)
    // A session that ends gives its place back as well.
    await other.close()
    await expect
      .poll(async () => 'result' in (await one.ask('check.open', open)), { interval: 200 })
      .toBe(true)
  })

  it('P-CHECK-2 the host as a whole has places for so many', async () => {
    const open = { protocol: 'udp', direction: 'send' } as const
    for (let index = 0; index < limits.checksAtOnce; index += 1)
      await (await from(`198.51.100.${index}`)).request('check.open', open)
    expect(await (await from('198.51.100.200')).refusal('check.open', open)).toBe('rate_limited')
  })

  it('P-CHECK-3 nothing is sent or counted before there is a connection, or against its direction', async () => {
    const client = await connect()
    for (const method of ['check.fill', 'check.count']) expect(await client.refusal(method)).toBe('no_check')
    expect(await client.refusal('check.connect', { dtlsParameters: dtls() })).toBe('no_check')
    await client.request('check.open', { protocol: 'udp', direction: 'recv' })
    await client.request('check.connect', { dtlsParameters: dtls() })
    // Nobody has answered at the other end: a made-up client makes the host send to no one.
    expect(await client.refusal('check.fill')).toBe('no_check')
    expect(await client.refusal('check.count')).toBe('no_check')
    await client.request('check.open', { protocol: 'tcp', direction: 'send' })
    expect((await client.request('check.count', {})).bytes).toBe(0)
  })

  it('P-CHECK-1 tells nobody in a room, and takes no odd wishes', async () => {
    const alice = await connect()
    await alice.join('demo', 'Alice')
    expect(await alice.refusal('check.open', { protocol: 'sctp', direction: 'recv' })).toBe('bad_params')
    expect(await alice.refusal('check.open', { protocol: 'udp' })).toBe('bad_params')
    await alice.request('check.open', { protocol: 'udp', direction: 'recv' })
    const fingerprints = [{ algorithm: 'md5', value: bytes() }]
    expect(await alice.refusal('check.connect', { dtlsParameters: { fingerprints } })).toBe('bad_params')
    // The meeting beside it goes on.
    await alice.request('chat.send', { text: 'still here' })
    expect((await host.get('health')).body).toMatchObject({ workers: { alive: 1 } })
  })
})
