import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { openWitnesses, type Witnesses } from '../../chaos/witnesses.ts'
import { rawFrame, RawSocket, TEXT } from '../../fixtures/RawSocket.ts'
import { spawnSourceHost, type SourceHost } from '../../fixtures/spawnSourceHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Somebody whose laptop is shut reads nothing more, while the line stays up. What is said to that person must not
// pile up at the host.

/**
 * The queue once in the socket and once more in its encryption, what is kept for a return, and what a collector
 * leaves lying about; well below what is sent meanwhile.
 */
const BOUND = 6 * 2 ** 20

let host: SourceHost
let witnesses: Witnesses
beforeAll(async () => {
  host = await spawnSourceHost()
  witnesses = await openWitnesses(host.base, 'demo')
})
afterAll(async () => {
  await witnesses.close()
  await host.stop()
})

/** Joins by hand and then reads nothing any more. */
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

/** Says as much as the rate grants, in the longest messages there are. Returns how many bytes everybody was sent. */
async function flood(): Promise<number> {
  const text = '🐢'.repeat(limits.chatLength)
  const granted = Array.from({ length: 5 }, async (_, index) => {
    const talker = await TestClient.connect(host.base)
    await talker.join('demo', `Talker ${index}`)
    const answers = await Promise.all(Array.from({ length: 20 }, () => talker.ask('chat.send', { text })))
    await talker.close()
    return answers.filter((answer) => 'result' in answer).length * Buffer.byteLength(text)
  })
  return (await Promise.all(granted)).reduce((sum, bytes) => sum + bytes, 0)
}

/** Floods so many times. Returns the most memory in use, what was sent, and how long the witnesses' chat took. */
async function highest(rounds: number): Promise<[bytes: number, sent: number, spokenMs: number[]]> {
  let [bytes, sent] = [0, 0]
  const spokenMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    sent += await flood()
    spokenMs.push(await witnesses.speak())
    bytes = Math.max(bytes, await host.memory())
  }
  return [bytes, sent, spokenMs]
}

it('P-LIMIT-8 what a client that stops reading costs the host is bounded, and the others notice nothing', async () => {
  // The same without the deaf one first: what the room keeps of its chat, compiled code, sockets about to close.
  const [before] = await highest(8)
  const deaf = await joinDeaf()
  const [after, sent, spoken] = await highest(8)
  // More than line and queue hold together, so that there was something to refuse.
  expect(sent).toBeGreaterThan(8 * limits.socketQueueBytes)
  expect(after - before).toBeLessThan(BOUND)
  expect(spoken.toSorted((one, other) => one - other)[4]).toBeLessThan(100)
  expect(await host.workers()).not.toEqual([])
  deaf.destroy()
}, 60_000)
