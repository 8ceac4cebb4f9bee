import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fakeSpeech } from '../fixtures/fakeSpeech.ts'
import { chromiumProgram, launchBrowser } from '../fixtures/launchBrowser.ts'
import { type Cut, NamespaceLan, type Station } from '../fixtures/NamespaceLan.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'

let lan: NamespaceLan
let host: SpawnedHost
let witnesses: Browser
let guests: Browser
let station: Station

beforeAll(async () => {
  lan = await NamespaceLan.create(1)
  const [only] = lan.others
  if (only === undefined) throw new Error('The network has nobody on it.')
  station = only
  host = await spawnHost(['--address', lan.host.address, '--workers', '1'], lan.host.within)
  const launchOn = async (where: Station) =>
    launchBrowser(undefined, await lan.programOn(where, chromiumProgram), fakeSpeech())
  witnesses = await launchOn(lan.host)
  guests = await launchOn(station)
})
afterAll(async () => {
  await guests.close()
  await witnesses.close()
  await host.stop()
  await lan.close()
})

// After 20 s the browser has given up its search for a way, and another one is needed.
it.each([
  [5, 'unplugged'],
  [20, 'unnoticed'],
] as const)('a meeting survives a network that is cut for %i s (%s)', async (seconds, how: Cut) => {
  const link = `${host.base}?room=${how}`
  const alice = await (await Participant.open(witnesses, link, 'Alice')).join()
  const bob = await (await Participant.open(guests, link, 'Bob')).join()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice'), alice.hears(1), bob.hears(1)])

  await lan.cut(station, how)
  const mended = new Promise((resolve) => setTimeout(resolve, seconds * 1000)).then(() => lan.mend(station))
  await alice.tile('Bob').getByText('Reconnecting…').waitFor()
  await bob.page.getByText('Connection lost.').waitFor()
  await alice.say('while you were away')
  await bob.say('typed without a network')
  await mended

  await alice.reads('typed without a network')
  await bob.reads('while you were away')
  await alice.tile('Bob').getByText('Reconnecting…').waitFor({ state: 'detached' })
  await bob.page.getByText('Connection lost.').waitFor({ state: 'detached' })
  await Promise.all([alice.sees('Bob'), bob.sees('Alice'), alice.hears(1), bob.hears(1)])
  for (const { page } of [alice, bob]) {
    const log = page.getByRole('log', { name: 'Messages' })
    for (const line of ['typed without a network', 'while you were away'])
      expect(await log.getByText(line, { exact: true }).count()).toBe(1)
  }
  // The same session all along: nobody left, and nobody came a second time.
  const told = alice.received.join('\n')
  expect(told.match(/"type":"peer\.joined"/g) ?? []).toHaveLength(1)
  expect(told).not.toContain('"type":"peer.left"')
  await Promise.all([alice.closeTab(), bob.closeTab()])
})
