import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// How much may be said. Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = {
    chatPersonBurst: 3000,
    chatPersonPerSecond: 1,
    chatAddressBurst: 5000,
    chatAddressPerSecond: 1,
    chatRoomBurst: 8000,
    chatRoomPerSecond: 1,
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

async function enter(address: string, room = 'demo') {
  const client = await TestClient.connect(host.base, { headers: { 'X-Forwarded-For': address } })
  clients.push(client)
  await client.join(room, 'Somebody')
  /** Says so many letters. @returns what the host makes of it. */
  return async (length: number) => {
    const answer = await client.ask('chat.send', { text: 'x'.repeat(length) })
    return 'error' in answer ? answer.error.data : 'said'
  }
}

test('P-RATE-4 a person, an address and a room have so much to say, and others go on', async () => {
  const [one, two, three] = [await enter('192.0.2.1'), await enter('192.0.2.1'), await enter('192.0.2.1')]
  expect(await one(3000)).toBe('said')
  expect(await one(10)).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) as number })
  expect(await two(2000)).toBe('said')
  // The address has said what it may.
  expect(await three(10)).toMatchObject({ code: 'rate_limited' })
  const far = await enter('192.0.2.2')
  expect(await far(3000)).toBe('said')
  // And now the room has, for everybody but this computer.
  expect(await (await enter('192.0.2.3'))(10)).toMatchObject({ code: 'rate_limited' })
  expect(await (await enter('192.0.2.3', 'elsewhere'))(3000)).toBe('said')
  expect(await (await enter('127.0.0.1'))(3000)).toBe('said')
})
