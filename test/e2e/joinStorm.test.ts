import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { fakeSpeech } from '../fixtures/fakeSpeech.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'

let host: SpawnedHost
let browser: Browser
beforeAll(async () => {
  host = await spawnHost(['--workers', '1'])
  browser = await launchBrowser(undefined, undefined, fakeSpeech())
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

/** So many come at once, from a process of their own. */
async function storm(people: number, perRoom: number) {
  const program = fileURLToPath(new URL('../chaos/stormProcess.ts', import.meta.url))
  const child = spawn(process.execPath, [program, host.base, `${people}`, `${perRoom}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const failed = exited.then(() => {
    throw new Error('Not all of the storm got in.')
  })
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed])) as [
    string,
  ]
  failed.catch(() => undefined)
  const leave = async () => {
    child.stdin.end()
    await exited
  }
  return { tookMs: z.array(z.number()).parse(JSON.parse(line)), leave }
}

interface Heard {
  readonly packets: number
  readonly lost: number
  readonly samples: number
  /** Made up, because the real ones were not there in time. Silence that was agreed on does not count. */
  readonly concealed: number
}

/** What a page has heard so far of the one other person. */
function heard({ page }: Participant): Promise<Heard> {
  return page.evaluate(async () => {
    const reports = await Promise.all(
      (window.testConnections ?? []).map((connection) => connection.getStats()),
    )
    const streams = reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
    const sum = (name: string) => streams.reduce((all, stream) => all + Number(stream[name] ?? 0), 0)
    return {
      packets: sum('packetsReceived'),
      lost: sum('packetsLost'),
      samples: sum('totalSamplesReceived'),
      concealed: sum('concealedSamples') - sum('silentConcealedSamples'),
    }
  })
}

/** What was heard between two moments. */
function between(then: Heard, now: Heard) {
  const packets = now.packets - then.packets
  return {
    packets,
    lostShare: (now.lost - then.lost) / packets,
    concealedShare: (now.concealed - then.concealed) / (now.samples - then.samples),
  }
}

/** Waits until a person has heard so many packets more; there are fifty in a second. */
async function hearsMore(person: Participant, packets: number): Promise<Heard> {
  const { packets: start } = await heard(person)
  for (;;) {
    const now = await heard(person)
    if (now.packets - start >= packets) return now
  }
}

it('P-RATE-3 a call keeps its sound while a thousand people join in one burst', async () => {
  const alice = await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join()
  const bob = await (await Participant.open(browser, `${host.base}?room=demo`, 'Bob')).join()
  const both = [alice, bob]
  await Promise.all(both.map((person) => person.hears(1)))
  // The first second of a call finds out how the line is. Then so long without a storm, to compare: whatever else
  // this machine does at the time costs packets as well.
  const settled = await Promise.all(both.map((person) => hearsMore(person, 100)))
  const before = await Promise.all(both.map((person) => hearsMore(person, 200)))
  const { tookMs, leave } = await storm(1000, 50)
  const after = await Promise.all(both.map(heard))
  // How soon they are in is measured where nothing else needs the processors: test/integration/wire/joinStorm.test.ts.
  expect(tookMs).toHaveLength(1000)
  for (const [index, then] of before.entries()) {
    const calm = between(settled[index] ?? then, then)
    const stormy = between(then, after[index] ?? then)
    expect(stormy.packets).toBeGreaterThan(50)
    expect(stormy.lostShare).toBeLessThanOrEqual(calm.lostShare + 0.01)
    // With a thousand clients on the same two cores, the browsers themselves come late now and then.
    expect(stormy.concealedShare).toBeLessThan(calm.concealedShare + 0.05)
  }
  await alice.say('Did you notice anything?')
  await bob.reads('Did you notice anything?')
  await leave()
  await Promise.all(both.map((person) => person.closeTab()))
})
