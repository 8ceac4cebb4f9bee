import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { roomStateSchema } from '../../../room/features.ts'
import { keyIn } from '../../fixtures/keyIn.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Somebody who joins and cuts the connection, over and over: places are kept for those who may come back, but not
// at the cost of those who are here. Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = { peersPerRoom: 4, roomsPerHost: 2, ownerRooms: 1, waitingPerAddress: 3 }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

const ELSEWHERE = '127.0.0.2'

let host: RunningHost
const clients: TestClient[] = []
beforeEach(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await host.stop()
})

async function connect(localAddress = '127.0.0.1'): Promise<TestClient> {
  const client = await TestClient.connect(host.base, { localAddress })
  clients.push(client)
  return client
}

async function enter(room: string, name: string, localAddress?: string) {
  const client = await connect(localAddress)
  return { client, ...(await client.join(room, name)) }
}

/** Joins and cuts the connection; waits until the host has noticed. */
async function comeAndBreak(room: string, name: string, witness: TestClient) {
  const { client, peer, resumeToken } = await enter(room, name)
  client.socket.terminate()
  await witness.event('peer.lost', (event) => event['peer'] === peer)
  return { peer, resumeToken }
}

function namesIn(snapshot: unknown): string[] {
  return roomStateSchema.parse(snapshot).membership.peers.map(({ name }) => name)
}

async function resumes(resumeToken: string): Promise<string> {
  const client = await connect()
  const answer = await client.ask('session.resume', { token: resumeToken, seq: 0 })
  return 'error' in answer ? answer.error.data.code : 'granted'
}

test('P-RESUME-7 in a full room who has been away longest gives way to who is here; the next comes back all the same', async () => {
  const { client: ada } = await enter('demo', 'Ada')
  const lost: { peer: string; resumeToken: string }[] = []
  for (const name of ['One', 'Two', 'Three']) lost.push(await comeAndBreak('demo', name, ada))
  const { snapshot, peer } = await enter('demo', 'Grace')
  expect(namesIn(snapshot)).toEqual(['Ada', 'Two', 'Three', 'Grace'])
  await ada.event('peer.left', (event) => event['peer'] === lost[0]?.peer)
  await ada.event('peer.joined', (event) => JSON.stringify(event).includes(peer))
  expect(await resumes(lost[0]?.resumeToken ?? '')).toBe('session_lost')
  expect(await resumes(lost[1]?.resumeToken ?? '')).toBe('granted')
})

test('P-RESUME-7 somebody who joins and breaks over and over keeps no room full, nor the host', async () => {
  const { client: ada } = await enter('demo', 'Ada')
  for (let time = 0; time < limits.peersPerRoom * 3; time += 1) await comeAndBreak('demo', `${time}`, ada)
  const { snapshot } = await enter('demo', 'Grace', ELSEWHERE)
  expect(namesIn(snapshot)).toHaveLength(limits.peersPerRoom)
  expect(namesIn(snapshot)).toContain('Ada')
})

test('P-RESUME-7 a room in which everybody is away makes place for one in which somebody is here', async () => {
  const { client: ada } = await enter('demo', 'Ada')
  const ghost = await enter('deserted', 'Ghost')
  ghost.client.socket.terminate()
  await expect
    .poll(async () => {
      const client = await connect()
      const answer = await client.ask('session.join', { protocol: 1, room: 'new', name: 'Grace' })
      await client.close()
      return 'error' in answer ? answer.error.data.code : 'granted'
    })
    .toBe('granted')
  expect(await resumes(ghost.resumeToken)).toBe('session_lost')
  await ada.request('chat.send', { text: 'Still here' })
})

test('P-RESUME-7 of one address so many are waited for, and of another one as before', async () => {
  const [ada, bob] = [await enter('demo', 'Ada'), await enter('other', 'Bob')]
  const far = await enter('demo', 'Far', ELSEWHERE)
  far.client.socket.terminate()
  await ada.client.event('peer.lost', (event) => event['peer'] === far.peer)
  const one = await comeAndBreak('demo', 'One', ada.client)
  const two = await comeAndBreak('demo', 'Two', ada.client)
  for (const name of ['Three', 'Four']) await comeAndBreak('other', name, bob.client)
  await ada.client.event('peer.left', (event) => event['peer'] === one.peer)
  expect(await resumes(one.resumeToken)).toBe('session_lost')
  expect(await resumes(two.resumeToken)).toBe('granted')
  expect(await resumes(far.resumeToken)).toBe('granted')
})

test('P-LIMIT-6 strangers take no kept room, and the owner finds a place on a full host', async () => {
  await host.stop()
  host = await startHost({ trustProxy: '127.0.0.1' })
  const from = async (address: string) => {
    const client = await TestClient.connect(host.base, { headers: { 'X-Forwarded-For': address } })
    clients.push(client)
    return client
  }
  const ada = await from('192.0.2.1')
  const { resumeToken } = await ada.join('secret', 'Ada')
  await ada.request('lobby.lock', { locked: true })
  ada.socket.terminate()
  const mallory = await from('192.0.2.2')
  await mallory.join('made up', 'Mallory')
  for (const room of ['one', 'two', 'three']) {
    const stranger = await from('192.0.2.3')
    expect(await stranger.refusal('session.join', { protocol: 1, room, name: 'Eve' })).toBe('host_full')
  }
  const owner = await from('192.0.2.4')
  const hostKey = await keyIn(host.dataDir)
  await owner.request('session.join', { protocol: 1, room: 'mine', name: 'Olga', hostKey })
  expect(await resumes(resumeToken)).toBe('granted')
})
