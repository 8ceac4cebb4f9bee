import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { openWitnesses, type Witnesses } from '../../chaos/witnesses.ts'
import { rawFrame, RawSocket, TEXT } from '../../fixtures/RawSocket.ts'
import { spawnSourceHost, type SourceHost } from '../../fixtures/spawnSourceHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Somebody whose laptop is shut reads nothing more, while the line stays up. What is said to that person must not
// pile up at the host. So many at once, so that what a collector leaves lying about is small beside what they cost.

const DEAF = 20
const BOUND = 2 * 2 ** 20
/** More said than line and queue hold together, whatever the system grants the line. */
const MOST_STEPS = 300

let host: SourceHost
let witnesses: Witnesses
beforeAll(async () => {
  // Nobody is dropped for the time that a queue stands still: its size alone is to count here.
  host = await spawnSourceHost(['--write-deadline', '10m'])
  witnesses = await openWitnesses(host.base, 'demo')
})
afterAll(async () => {
  await witnesses.close()
  await host.stop()
})

/** Joins by hand; from the answer on it reads nothing any more. */
async function joinDeaf(): Promise<RawSocket> {
  const socket = await RawSocket.open(host.base)
  const params = { protocol: 1, room: 'demo', name: 'Deaf' }
  socket.write(rawFrame(TEXT, JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'session.join', params })))
  for (;;) {
    const text = (await socket.next())?.payload.toString() ?? ''
    if (!text.includes('"result"')) continue
    socket.socket.pause()
    return socket
  }
}

/** Somebody comes, says something long a few times, and goes. */
async function talk(lines: number): Promise<void> {
  const talker = await TestClient.connect(host.base)
  await talker.join('demo', 'Talker')
  const text = '🐢'.repeat(limits.chatLength)
  for (let line = 0; line < lines; line += 1) await talker.request('chat.send', { text })
  await talker.close()
}

it('P-LIMIT-8 a client that stops reading costs the host less than 2 MiB, and the others go on talking', async () => {
  // First without: what the room keeps of its chat, compiled code, sockets about to close.
  for (let step = 0; step < 10; step += 1) await talk(10)
  const before = await host.memory()
  const listener = await TestClient.connect(host.base)
  await listener.join('demo', 'Listener')
  const deaf = await Promise.all(Array.from({ length: DEAF }, joinDeaf))
  const dropped = () => listener.events.filter(({ type }) => type === 'peer.lost').length
  let most = 0
  for (let step = 0; dropped() < DEAF && step < MOST_STEPS; step += 1) {
    const deafYet = DEAF - dropped()
    await talk(4)
    // Now and then: the rate of chat holds for witnesses, too.
    if (step % 12 === 0) await witnesses.speak()
    // With few left, what else lies about would count for too much.
    if (deafYet >= DEAF / 2) most = Math.max(most, ((await host.memory()) - before) / deafYet)
  }
  // Only a full queue drops anybody here: so there was something to bound.
  expect(dropped()).toBe(DEAF)
  expect(most).toBeLessThan(BOUND)
  await listener.close()
  for (const socket of deaf) socket.destroy()
}, 120_000)

it('P-LIMIT-8 a client that reads again in time gets a long-lived room whole, and all news after it in order', async () => {
  const talker = await TestClient.connect(host.base)
  await talker.join('old room', 'Talker')
  // Three bytes of UTF-8 per letter: no answer is longer.
  const text = '会'.repeat(limits.chatLength)
  for (let line = 0; line < 15; line += 1) await talker.request('chat.send', { text })
  const late = await RawSocket.open(host.base)
  const params = { protocol: 1, room: 'old room', name: 'Late' }
  late.socket.pause()
  late.write(rawFrame(TEXT, JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'session.join', params })))
  await talker.event('peer.joined')
  const other = await TestClient.connect(host.base)
  await other.join('old room', 'Other')
  const said = Array.from({ length: 20 }, (_, line) => `${line} ${'x'.repeat(limits.chatLength - 10)}`)
  for (const line of said) await other.request('chat.send', { text: line })
  late.socket.resume()
  const heard: string[] = []
  const seqs: number[] = []
  let snapshotBytes = 0
  while (heard.length < said.length) {
    const payload = (await late.next())?.payload
    if (payload === undefined) throw new Error('The host has dropped a client that reads.')
    const { result, params: news } = JSON.parse(payload.toString()) as {
      result?: object
      params?: { seq?: number; events?: { type: string; message: { text: string } }[] }
    }
    if (result !== undefined) snapshotBytes = payload.length
    if (news?.seq !== undefined) seqs.push(news.seq)
    for (const { type, message } of news?.events ?? []) if (type === 'chat.sent') heard.push(message.text)
  }
  expect(snapshotBytes).toBeGreaterThan(15 * 3 * limits.chatLength)
  expect(heard).toEqual(said)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  await Promise.all([talker.close(), other.close()])
  late.destroy()
}, 60_000)
