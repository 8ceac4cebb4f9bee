import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { notifications } from '../../../protocol/wire/notifications.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await host.stop()
})

/** What the greeting says of ICE servers. */
async function greeted(): Promise<unknown> {
  const { iceServers, relays } = await (await connect()).hello()
  return { iceServers, relays }
}
/** What somebody is told in a room, the newest last. */
function told(client: TestClient): unknown[] {
  return client.frames.flatMap((frame) =>
    'method' in frame && frame.method === 'media.iceServers'
      ? [notifications['media.iceServers'].parse(frame.params).iceServers]
      : [],
  )
}

const STUN = { urls: ['stun:stun.example.org'] }
const LONG_TERM = { urls: ['turn:turn.example.org'], username: 'ada', credential: 's3cret' }
const SHARED = {
  urls: ['turn:turn.example.org'],
  username: expect.stringMatching(/^\d{10}:[\w-]{16}$/),
  credential: expect.stringMatching(/^[\w+/]{27}=$/),
}

it('P-TURN-1 nobody is told of servers by default; in front of a room, of those alone that ask for no password', async () => {
  host = await startHost()
  expect(await greeted()).toEqual({ iceServers: [], relays: undefined })
  host.host.reachOutside({ mapPorts: false, iceServers: 'stun:stun.example.org' })
  expect(await greeted()).toEqual({ iceServers: [STUN], relays: undefined })
  const ada = await connect()
  await ada.join('demo', 'Ada')
  expect(told(ada)).toEqual([])
  host.host.reachOutside({
    mapPorts: false,
    iceServers: 'stun:stun.example.org turn:ada:s3cret@turn.example.org',
  })
  expect(await greeted()).toEqual({ iceServers: [STUN], relays: true })
  // Who is in a room already is told as well, also that there are none any more.
  await ada.notification('media.iceServers')
  host.host.reachOutside({ mapPorts: false, iceServers: 'stun:stun.example.org' })
  await expect.poll(() => told(ada)).toEqual([[STUN, LONG_TERM], [STUN]])
})

it('P-TURN-1 credentials are told once somebody is in the room, and to nobody who is refused, waits, or has left', async () => {
  host = await startHost({
    iceServers: ['turn::s3cret@turn.example.org', 'turn:ada:hunter2@turn.example.org'],
  })
  const [ada, bob] = [await connect(), await connect()]
  await ada.join('demo', 'Ada')
  expect(told(ada)).toEqual([[SHARED, { ...LONG_TERM, credential: 'hunter2' }]])
  await ada.request('lobby.lock', { locked: true })
  const { rtpCapabilities } = await bob.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await bob.request('session.warm', { room: 'demo', rtpCapabilities })
  expect(await bob.refusal('session.join', { protocol: 1, room: 'demo', name: 'Bob' })).toBe('room_locked')
  await bob.request('lobby.knock', { room: 'demo', name: 'Bob' })
  expect(JSON.stringify(bob.frames)).not.toMatch(/hunter2|credential/)
  await ada.event('lobby.knocked')
  await ada.request('session.leave', {})
  host.host.reachOutside({ mapPorts: false, iceServers: 'stun:stun.example.org' })
  expect(await ada.refusal('chat.send', { text: 'still here?' })).toBe('not_joined')
  expect(told(ada)).toHaveLength(1)
  expect(JSON.stringify(ada.frames)).not.toContain('s3cret')
})

it('P-TURN-2 to a TURN server a person has one name, which tells nothing of the person', async () => {
  host = await startHost({ iceServers: ['turn::s3cret@turn.example.org'] })
  const [ada, bob] = [await connect(), await connect()]
  const joined = await ada.join('demo', 'Ada')
  await bob.join('demo', 'Bob')
  host.host.reachOutside({ mapPorts: false, iceServers: 'stun:stun.example.org' })
  await expect.poll(() => told(ada)).toHaveLength(2)
  await expect.poll(() => told(bob)).toHaveLength(2)
  const names = (client: TestClient) => JSON.stringify(told(client)).match(/(?<=:)[\w-]{16}(?=")/g) ?? []
  expect(new Set(names(ada)).size).toBe(1)
  expect(names(ada)).not.toEqual(names(bob))
  expect(names(ada).join()).not.toContain(joined.peer.slice(0, 8))
  // Who comes back is told again: what was told before may have run out meanwhile.
  ada.socket.terminate()
  const again = await connect()
  await again.request('session.resume', { token: joined.resumeToken, seq: 0 })
  await again.notification('media.iceServers', ({ seq }) => Number(seq) > 3)
  expect(new Set(names(again))).toEqual(new Set(names(ada)))
})

it('P-TURN-2 who is in a room is told anew when the clock of this computer was set', async () => {
  host = await startHost({ iceServers: ['turn::s3cret@turn.example.org'] })
  const ada = await connect()
  await ada.join('demo', 'Ada')
  const until = (index: number) => Number(/"(\d{10}):/.exec(JSON.stringify(told(ada)[index]))?.[1])
  await expect.poll(() => told(ada)).toHaveLength(1)
  const now = Date.now
  const hours = 5 * 3_600_000
  vi.spyOn(Date, 'now').mockImplementation(() => now() + hours)
  onTestFinished(() => void vi.restoreAllMocks())
  await expect.poll(() => told(ada)).toHaveLength(2)
  expect(until(1) - until(0)).toBeGreaterThanOrEqual(hours / 1000)
})
