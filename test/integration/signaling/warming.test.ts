import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Media that is warmed up for rooms, real or made up. Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = { warmRoomsPerHost: 4, warmRoomsPerAddress: 2 }
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

/** Somebody whom a proxy has seen at an address. */
async function from(address: string) {
  const client = await TestClient.connect(host.base, { headers: { 'X-Forwarded-For': address } })
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  const warm = async (room: string) => {
    const answer = await client.ask('session.warm', { room, rtpCapabilities })
    return 'error' in answer ? answer.error.data.code : 'warm'
  }
  return { client, rtpCapabilities, warm }
}

test('P-WARM-4 made-up names take media from nobody who joins, and little from those who warm up', async () => {
  const mallory = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]
  expect([await mallory[0]?.warm('a'), await mallory[1]?.warm('b'), await mallory[2]?.warm('c')]).toEqual([
    'warm',
    'warm',
    'media_full',
  ])
  const bob = [await from('192.0.2.2'), await from('192.0.2.2'), await from('192.0.2.2')]
  // The room is there already: nothing more is taken.
  expect([await bob[0]?.warm('a'), await bob[1]?.warm('d'), await bob[2]?.warm('e')]).toEqual([
    'warm',
    'warm',
    'warm',
  ])
  const carol = await from('192.0.2.3')
  expect(await carol.warm('mine')).toBe('media_full')
  const { transports } = await carol.client.request('session.join', {
    protocol: 1,
    room: 'mine',
    name: 'Carol',
    rtpCapabilities: carol.rtpCapabilities,
  })
  expect(transports).not.toBeNull()
  // Now somebody is in it.
  expect(await mallory[2]?.warm('mine')).toBe('warm')
  await mallory[0]?.client.close()
  await bob[0]?.client.close()
  expect(await (await from('192.0.2.4')).warm('free again')).toBe('warm')
})

test('P-WARM-5 what nobody joins with ends, is warmed up again, and stays for whoever has joined', async () => {
  Object.assign(limits, { unjoinedMediaMs: 1500 })
  const [ada, eve] = [await from('192.0.2.1'), await from('192.0.2.2')]
  expect([await ada.warm('demo'), await eve.warm('other')]).toEqual(['warm', 'warm'])
  const { transports } = await ada.client.request('session.join', { protocol: 1, room: 'demo', name: 'Ada' })
  expect(transports).toBeNull()
  expect((await eve.client.notification('media.lost')).params).toMatchObject({ unjoined: true })
  expect(await eve.client.refusal('media.restartIce', { direction: 'send' })).toBe('no_media')
  expect(await eve.warm('other')).toBe('warm')
  await eve.client.join('other', 'Eve')
  const later = await from('192.0.2.3')
  expect(await later.warm('third')).toBe('warm')
  await later.client.notification('media.lost')
  for (const { client } of [ada, eve])
    expect(await client.request('media.restartIce', { direction: 'send' })).toHaveProperty('iceParameters')
})
