import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { notifications } from '../../../protocol/wire/notifications.ts'
import type { LinkState } from '../../../renderer/session/sessionState.ts'
import { SignalingClient } from '../../../renderer/session/connection/SignalingClient.ts'
import type { SignalingListeners } from '../../../renderer/session/connection/SignalingListeners.ts'
import { HurriedClock } from '../../chaos/HurriedClock.ts'
import { ScriptedHost, type SeenRequest } from '../../fixtures/ScriptedHost.ts'

let host: ScriptedHost
let clock: HurriedClock
let client: SignalingClient
/** What the client has told, in order. */
let told: string[]

const tell = (name: string) => () => void told.push(name)
// Whatever there is to tell: `SignalingListeners` has one for each kind of news.
const listeners = {
  ...Object.fromEntries(Object.keys(notifications).map((name) => [name, tell(name)])),
  link: ({ kind }: LinkState) => void told.push(kind),
  fresh: tell('fresh'),
  forgotten: tell('forgotten'),
  ended: tell('ended'),
} as unknown as SignalingListeners
/** The first request of that name on that connection, present or to come. */
const asked = async (connection: number, method: string): Promise<SeenRequest> => {
  const find = () => host.requests[connection]?.find((request) => request.method === method)
  await expect.poll(find).toBeDefined()
  return find() as SeenRequest
}
const hear = async (what: string) => expect.poll(() => told).toContain(what)
const news = (seq: number) => host.notify(host.sockets.at(-1), 'room.events', { seq, events: [] })

beforeEach(async () => {
  told = []
  host = await ScriptedHost.start()
  clock = new HurriedClock()
  clock.haste = 20
  client = new SignalingClient(host.base, listeners, {
    now: () => clock.now(),
    random: () => 0.5,
    after: (ms, run) => clock.after(ms, run),
    answers: async () => false,
    listen: () => () => undefined,
  })
  await hear('host.hello')
  client.makeResumable('token')
  news(7)
  await hear('room.events')
})
afterEach(() => {
  client.close(closeCodes.left)
  clock.stop()
  host.stop()
})

it('P-RESUME-2 does not count what is numbered for another session than its own', async () => {
  host.sockets[0]?.terminate()
  const first = await asked(1, 'session.resume')
  expect(first.params).toEqual({ token: 'token', seq: 7, attempt: 1 })
  host.notify(host.sockets[1], 'host.media', { seq: 1, rtpCapabilities: null })
  await hear('host.media')
  host.sockets[1]?.terminate()
  expect((await asked(2, 'session.resume')).params).toEqual({ token: 'token', seq: 7, attempt: 2 })
})

it('a connection that breaks while the session is being resumed does not end the session', async () => {
  const line = client.request('chat.send', { text: 'Hello' })
  const { id } = await asked(0, 'chat.send')
  host.sockets[0]?.terminate()
  await asked(1, 'session.resume')
  host.sockets[1]?.terminate()
  const resume = await asked(2, 'session.resume')
  host.answer(host.sockets[2], resume.id, { fresh: null })
  // Asked again under its old id; of the resume that got no answer nothing is asked again.
  expect((await asked(2, 'chat.send')).id).toBe(id)
  host.answer(host.sockets[2], id, { message: 'A'.repeat(22) })
  await line
  expect(host.requests[2]?.map(({ method }) => method)).toEqual(['session.resume', 'chat.send'])
  expect(told).not.toContain('forgotten')
})

it('a connection on which nothing comes back is left, but not with a goodbye', async () => {
  const closed = new Promise((resolve) => host.sockets[0]?.once('close', resolve))
  client.request('chat.send', { text: 'Hello' }).catch(() => undefined)
  await asked(0, 'session.ping')
  await hear('down')
  expect(await closed).toBe(closeCodes.dead)
  await asked(1, 'session.resume')
})

it('a connection on which something comes back stays', async () => {
  client.doubt()
  const { id } = await asked(0, 'session.ping')
  host.answer(host.sockets[0], id, {})
  const before = clock.now()
  await expect.poll(() => clock.now()).toBeGreaterThan(before + 5000)
  expect(told).not.toContain('down')
  expect(host.sockets).toHaveLength(1)
})
