import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { APP_ORIGIN } from '../../../protocol/appOrigin.ts'
import { roomStateSchema } from '../../../room/features.ts'
import { keyIn } from '../../fixtures/keyIn.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// A full room of five hundred would take long to fill.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  return { ...actual, limits: { ...actual.limits, peersPerRoom: 3 } as unknown as typeof actual.limits }
})

let host: RunningHost
let hostKey: string
const clients: TestClient[] = []
const connect = async (options = {}) => {
  const client = await TestClient.connect(host.base, options)
  clients.push(client)
  return client
}
const asking = (room: string, name: string, more = {}) => ({ protocol: 1, room, name, ...more })
const enter = async (room: string, name: string, more = {}, options = {}) => {
  const client = await connect(options)
  const joined = await client.request('session.join', asking(room, name, more))
  return { client, ...joined }
}
const ownWindow = (room: string, name: string) => enter(room, name, {}, { origin: APP_ORIGIN })
const withKey = (room: string, name: string) => enter(room, name, { hostKey }, { localAddress: '127.0.0.2' })
/** As a proxy says for whom it asks. */
const elsewhere = { 'X-Forwarded-For': '192.0.2.7' }
const roles = (snapshot: unknown) =>
  roomStateSchema
    .parse(snapshot)
    .membership.peers.map(({ name, role, owner }) => [name, owner === true ? `${role}, owner` : role])
const everything = () => JSON.stringify(clients.map(({ frames }) => frames))

beforeAll(async () => {
  host = await startHost()
  hostKey = await keyIn(host.dataDir)
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

describe.each([
  ['the window beside the host', ownWindow],
  ['whoever holds the host link', withKey],
])('P-OWNER-1 P-OWNER-2 %s', (_who, comesIn) => {
  it('leads, though a guest was earlier, and the guest can do nothing to them', async () => {
    const guest = await enter('meeting', 'Mallory')
    expect(roles(guest.snapshot)).toEqual([['Mallory', 'host']])
    const ada = await comesIn('meeting', 'Ada')
    expect(roles(ada.snapshot)).toEqual([
      ['Mallory', 'presenter'],
      ['Ada', 'host, owner'],
    ])
    await guest.client.event('role.changed', ({ peer, role }) => peer === guest.peer && role === 'presenter')
    for (const method of ['moderation.remove', 'roles.handOver'])
      expect(await guest.client.refusal(method, { peer: ada.peer })).toBe('forbidden')
    await ada.client.request('moderation.remove', { peer: guest.peer })
  })

  it('comes in past a lock and a password that a guest has set, and needs not knock', async () => {
    const guest = await enter('shut', 'Mallory')
    await guest.client.request('lobby.lock', { locked: true })
    await guest.client.request('lobby.setPassword', { password: 'open sesame' })
    const stranger = await connect()
    expect(await stranger.refusal('session.join', asking('shut', 'Eve'))).toBe('password_needed')
    const ada = await comesIn('shut', 'Ada')
    expect(roles(ada.snapshot)).toContainEqual(['Ada', 'host, owner'])
    await ada.client.request('session.leave', {})
    expect(await ada.client.request('lobby.knock', { room: 'shut', name: 'Ada' })).toEqual({ waiting: false })
    await ada.client.request('session.join', asking('shut', 'Ada'))
  })

  it('comes into a full room', async () => {
    for (const name of ['One', 'Two', 'Three']) await enter('full', name)
    const late = await connect()
    expect(await late.refusal('session.join', asking('full', 'Late'))).toBe('room_full')
    expect(roles((await comesIn('full', 'Ada')).snapshot)).toContainEqual(['Ada', 'host, owner'])
  })

  it('has the lead again after leaving', async () => {
    const ada = await comesIn('again', 'Ada')
    const bob = await enter('again', 'Bob')
    await ada.client.close()
    await bob.client.event('role.changed', ({ peer, role }) => peer === bob.peer && role === 'host')
    await bob.client.request('lobby.lock', { locked: true })
    expect(roles((await comesIn('again', 'Ada')).snapshot)).toEqual([
      ['Bob', 'presenter'],
      ['Ada', 'host, owner'],
    ])
  })
})

it('P-OWNER-1 of two windows of the owner one leads, and the other is cohost', async () => {
  await ownWindow('two', 'Ada')
  expect(roles((await withKey('two', 'Ada on the phone')).snapshot)).toEqual([
    ['Ada', 'host, owner'],
    ['Ada on the phone', 'cohost, owner'],
  ])
})

describe('P-OWNER-4 is no owner:', () => {
  it.each([
    ['a program here that is not the app', () => ({})],
    ['a page here that this host has served', () => ({ origin: new URL(host.base).origin })],
    ['whoever comes through a proxy here', () => ({ origin: APP_ORIGIN, headers: elsewhere })],
  ])('%s', async (_who, options) => {
    const { snapshot } = await enter('none', 'Eve', {}, options())
    expect(roles(snapshot)).toEqual([['Eve', 'host']])
  })

  it.each([
    ['the app on another computer', { trustProxy: '127.0.0.1' }, { headers: elsewhere }],
    ['the app, where everybody comes through a proxy that says nothing', { plainHttp: true }, {}],
  ])('%s', async (_who, config, options) => {
    const behind = await startHost(config)
    const client = await TestClient.connect(behind.base, { origin: APP_ORIGIN, ...options })
    const { snapshot } = await client.join('none', 'Eve')
    expect(roles(snapshot)).toEqual([['Eve', 'host']])
    await client.close()
    await behind.stop()
  })

  it('whoever has another key: it is refused, and nobody is in', async () => {
    const client = await connect()
    const other = `${hostKey.startsWith('A') ? 'B' : 'A'}${hostKey.slice(1)}`
    expect(await client.refusal('session.join', asking('none', 'Eve', { hostKey: other }))).toBe(
      'wrong_host_key',
    )
    expect(await client.refusal('session.join', asking('none', 'Eve', { hostKey: 'short' }))).toBe(
      'bad_params',
    )
    expect((await host.get('rooms')).body).not.toHaveProperty('none')
    // A guest all the same.
    expect(roles((await client.request('session.join', asking('none', 'Eve'))).snapshot)).toEqual([
      ['Eve', 'host'],
    ])
  })
})

it('P-OWNER-4 nobody is ever sent the key', async () => {
  await withKey('quiet', 'Ada')
  await enter('quiet', 'Bob')
  expect(everything()).not.toContain(hostKey)
})

it('P-OWNER-4 the key stays the same over restarts', async () => {
  const { HostKey } = await import('../../../main/auth/HostKey.ts')
  expect((await HostKey.open(host.dataDir)).matches(hostKey)).toBe(true)
  expect(await keyIn(host.dataDir)).toBe(hostKey)
})
