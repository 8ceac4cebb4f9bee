import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { PeerId } from '../../../protocol/ids.ts'
import { APP_ORIGIN } from '../../../protocol/appOrigin.ts'
import type { NotificationParams } from '../../../protocol/wire/notifications.ts'
import { roleSchema } from '../../../protocol/roles.ts'
import { isMethod, type MethodName, methods } from '../../../room/methods.ts'
import { rightsTable } from '../../fixtures/rightsTable.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

/** Refusals from behind the gate: these people have no media, and nothing to come back to. */
const BEHIND_THE_GATE = [
  'no_media',
  'already_joined',
  'session_lost',
  'no_such_track',
  'no_such_peer',
  'no_check',
  'not_direct',
]

interface Person {
  readonly client: TestClient
  readonly peer: PeerId
}
/** Who acts, and the people and things that it is done to: an actor who may do it needs some of its own. */
interface Cast {
  readonly target: string
  readonly guest: string
  readonly own: string
}

const methodNames = Object.keys(methods).filter(isMethod)

let host: RunningHost
let rooms = 0
let rtpCapabilities: NotificationParams<'host.hello'>['rtpCapabilities']
const clients: TestClient[] = []
const connect = async (options = {}) => {
  const client = await TestClient.connect(host.base, options)
  clients.push(client)
  return client
}
const enter = async (room: string, name: string, options = {}): Promise<Person> => {
  const client = await connect(options)
  const { peer } = await client.join(room, name)
  return { client, peer }
}

beforeAll(async () => {
  host = await startHost()
  rtpCapabilities = (await (await connect()).hello()).rtpCapabilities
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

const unknown = 'AAAAAAAAAAAAAAAAAAAAAA'
const dtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
}
const rtpParameters = {
  codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2, parameters: {} }],
  headerExtensions: [],
  encodings: [{ ssrc: 1 }],
  rtcp: { cname: 'x' },
}
const inRoom = { room: 'elsewhere', name: 'Alice' }

/** Parameters that fit each method. */
const params: Readonly<Record<MethodName, (cast: Cast) => object>> = {
  'session.warm': () => ({ room: 'elsewhere', rtpCapabilities }),
  'session.join': () => ({ protocol: 1, ...inRoom }),
  'session.leave': () => ({}),
  'session.ping': () => ({}),
  'session.resume': () => ({ token: unknown, seq: 0 }),
  'lobby.knock': () => inRoom,
  'lobby.withdraw': () => ({}),
  'lobby.setPassword': () => ({ password: null }),
  'media.connect': () => ({ direction: 'send', dtlsParameters }),
  'media.produce': () => ({ tracks: [{ source: 'microphone', rtpParameters, muted: false }] }),
  'media.prepare': () => ({ transport: 'none', tracks: [] }),
  'media.restartIce': () => ({ direction: 'send' }),
  'media.resume': () => ({ tracks: [] }),
  'media.setLossy': () => ({ lossy: false }),
  'media.refresh': () => ({ tracks: [{ track: unknown, arrives: true }] }),
  'media.setPreferences': () => ({ tracks: [] }),
  'direct.signal': ({ target }) => ({ to: target, data: { type: 'end', call: 1 } }),
  'direct.share': () => ({ tracks: [{ source: 'microphone', muted: false }] }),
  'check.open': () => ({ protocol: 'udp', direction: 'send' }),
  'check.connect': () => ({ dtlsParameters }),
  'check.fill': () => ({}),
  'check.count': () => ({}),
  'check.close': () => ({}),
  'track.setMuted': ({ own }) => ({ track: own, muted: true }),
  'track.remove': ({ own }) => ({ track: own }),
  'moderation.mute': ({ target }) => ({ peer: target, source: 'microphone' }),
  'moderation.remove': ({ target }) => ({ peer: target }),
  'roles.set': ({ target }) => ({ peer: target, role: 'attendee' }),
  'roles.handOver': ({ target }) => ({ peer: target }),
  'chat.send': () => ({ text: 'Good morning', to: null }),
  'hand.set': () => ({ raised: true }),
  'hand.lower': ({ target }) => ({ peer: target }),
  'reaction.send': () => ({ reaction: '👏' }),
  'spotlight.set': ({ target }) => ({ peer: target }),
  'lobby.lock': () => ({ locked: true }),
  'lobby.admit': ({ guest }) => ({ guests: [guest] }),
  'lobby.decline': ({ guest }) => ({ guest }),
}

/** What came of a request: `yes` where the gate let it through. */
async function outcome(client: TestClient, method: MethodName, cast: Cast): Promise<string> {
  const answer = await client.ask(method, params[method](cast))
  if (!('error' in answer)) return 'yes'
  const { code } = answer.error.data
  return BEHIND_THE_GATE.includes(code) ? 'yes' : code
}

const columnSchema = z.enum([...roleSchema.options, 'owner'])
type Column = z.infer<typeof columnSchema>

/** Asks as somebody of that role, in a room of their own with somebody below them and, where it matters, somebody waiting. */
async function askAs(column: Column, method: MethodName): Promise<string> {
  const room = `rights ${rooms++}`
  const lead = await enter(room, 'Lead')
  const target = await enter(room, 'Target')
  await lead.client.request('roles.set', { peer: target.peer, role: 'attendee' })
  const actor =
    column === 'host' ? lead : await enter(room, 'Actor', column === 'owner' ? { origin: APP_ORIGIN } : {})
  if (column !== 'host' && column !== 'owner')
    await lead.client.request('roles.set', { peer: actor.peer, role: column })
  const guest =
    method === 'lobby.admit' || method === 'lobby.decline' ? await knock(room, actor, lead) : unknown
  const answer = await outcome(actor.client, method, { target: target.peer, guest, own: unknown })
  // What one holds, such as a check of the network, is free for the next.
  await Promise.all(clients.splice(0).map((client) => client.close()))
  return answer
}

/** Somebody knocks at a room that is locked. @returns the id under which they wait. */
async function knock(room: string, ...people: readonly Person[]): Promise<string> {
  const answers = await Promise.all(people.map(({ client }) => client.ask('lobby.lock', { locked: true })))
  expect(answers.some((answer) => !('error' in answer))).toBe(true)
  const waiting = await connect()
  await waiting.request('lobby.knock', { room, name: 'Zoe' })
  const told = await Promise.any(people.map(({ client }) => client.event('lobby.knocked')))
  return z.object({ id: z.string() }).parse(told['guest']).id
}

it.each(methodNames)('P-RIGHT-1 the gate lets %s through to those whom the table names', async (method) => {
  const { notJoined, ...row } = rightsTable[method]
  const owner = method === 'roles.handOver' ? 'forbidden' : row.host
  for (const column of columnSchema.options)
    expect(await askAs(column, method), column).toBe({ ...row, owner }[column])
  const outside = await outcome(await connect(), method, { target: unknown, guest: unknown, own: unknown })
  expect(outside).toBe(notJoined)
})
