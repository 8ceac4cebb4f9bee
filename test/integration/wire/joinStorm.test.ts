import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { storm } from '../../chaos/storm.ts'
import { openWitnesses, type Witnesses } from '../../chaos/witnesses.ts'
import { spawnSourceHost, type SourceHost } from '../../fixtures/spawnSourceHost.ts'
import type { TestClient } from '../../fixtures/TestClient.ts'

// A thousand people at once, all from one address, as a school behind one router is. Each socket, TLS and all, is
// opened in the same instant; the host is a process of its own.

const PEOPLE = 1000
const PER_ROOM = 50
const WITHIN_MS = 10_000

let host: SourceHost
let witnesses: Witnesses
const clients: TestClient[] = []
beforeAll(async () => {
  host = await spawnSourceHost()
  witnesses = await openWitnesses(host.base)
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(async () => {
  await witnesses.close()
  await host.stop()
})

it.each([
  ['without', false],
  ['with', true],
])(
  'P-RATE-3 1,000 joins in one burst %s media are all in within ten seconds, while two people go on talking',
  async (_what, withMedia) => {
    expect(PEOPLE).toBeLessThan(limits.sessionsPerAddress)
    let done = false
    const latencies: number[] = []
    const talk = async () => {
      while (!done) {
        latencies.push(await witnesses.speak())
        // Often, and yet within the rate of chat for as long as a storm may last.
        await setTimeout(150)
      }
    }
    const talking = talk()
    const come = await storm({ base: host.base, people: PEOPLE, perRoom: PER_ROOM, withMedia })
    clients.push(...come.clients)
    done = true
    await talking
    expect(come.tookMs).toHaveLength(PEOPLE)
    expect(Math.max(...come.tookMs)).toBeLessThan(WITHIN_MS)
    expect(latencies.length).toBeGreaterThan(0)
    const median =
      latencies.toSorted((one, other) => one - other)[Math.floor(latencies.length / 2)] ?? Infinity
    // The thousand clients live in the process of the two who talk, and take most of this time themselves.
    expect(median).toBeLessThan(1000)
    expect(await witnesses.speak()).toBeLessThan(500)
  },
  60_000,
)
