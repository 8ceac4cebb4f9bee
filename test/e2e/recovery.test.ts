import * as mediasoup from 'mediasoup'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser
/** The worker process that carries the newest room. */
let carrier = 0

beforeAll(async () => {
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', () => {
      carrier = worker.pid
    }),
  )
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await host.stop()
})

it('P-MEDIA-6 a media worker that is killed takes nobody along: pictures, sound and chat come back', async () => {
  const people = [
    await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join(),
    await (await Participant.open(browser, `${host.base}?room=demo`, 'Bob')).join(),
    await (await Participant.open(browser, `${host.base}?room=demo`, 'Carol')).join(),
  ]
  const pairs = people.flatMap((one) =>
    people.filter((other) => other !== one).map((other) => ({ one, other })),
  )
  const pictures = () => Promise.all(pairs.map(({ one, other }) => one.pictureOf(other.name)))
  for (const { one, other } of pairs) await one.sees(other.name)
  await people[0]?.say('before')
  const before = await pictures()
  process.kill(carrier, 'SIGKILL')
  // Each picture is another one than before, and moves.
  await expect
    .poll(async () => (await pictures()).every((id, index) => id !== null && id !== before[index]), {
      timeout: 30_000,
    })
    .toBe(true)
  for (const { one, other } of pairs) await one.sees(other.name)
  for (const one of people) await one.hears(2)
  await people[1]?.say('after')
  for (const one of people) for (const text of ['before', 'after']) await one.reads(text)
  expect((await host.get('rooms')).body).toEqual({ demo: 3 })
})

it('a program that is killed is not waited for', async () => {
  const doomed = await launchBrowser()
  const alice = await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join()
  await (await Participant.open(doomed, `${host.base}?room=demo`, 'Bob')).join()
  await alice.sees('Bob')
  const disconnected = new Promise((resolve) => doomed.once('disconnected', resolve))
  const system = await doomed.newBrowserCDPSession()
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const program = processInfo.find(({ type }) => type === 'browser')
  process.kill(program?.id ?? 0, 'SIGKILL')
  await disconnected
  await alice.tile('Bob').waitFor({ state: 'detached' })
  expect((await host.get('rooms')).body).toEqual({ demo: 1 })
})
