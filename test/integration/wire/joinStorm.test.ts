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
  'P-RATE-3 1,000 joins in one burst %s media are all let in, while two people go on talking',
  async (_what, withMedia) => {
    expect(PEOPLE).toBeLessThan(limits.sessionsPerAddress)
    let [done, heard] = [false, 0]
    const talk = async () => {
      while (!done) {
        await witnesses.speak()
        if (!done) heard += 1
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
    // Question and answer, both while people were still being let in: nobody had to wait for the end of it.
    expect(heard).toBeGreaterThan(0)
    await witnesses.speak()
  },
  60_000,
)
