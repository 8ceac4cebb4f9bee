import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HostOnLan } from '../fixtures/HostOnLan.ts'
import type { Cut } from '../fixtures/NamespaceLan.ts'
import { Participant } from '../fixtures/Participant.ts'

let place: HostOnLan
let witnesses: Browser
let guests: Browser

beforeAll(async () => {
  place = await HostOnLan.open()
  witnesses = await place.browserAt(place.lan.host)
  guests = await place.browserAt(place.station)
})
afterAll(() => place.close())

// After 20 s the browser has given up its search for a way, and another one is needed.
it.each([
  [5, 'unplugged'],
  [20, 'unnoticed'],
] as const)('a meeting survives a network that is cut for %i s (%s)', async (seconds, how: Cut) => {
  const link = `${place.host.base}?room=${how}`
  const alice = await (await Participant.open(witnesses, link, 'Alice')).join()
  const bob = await (await Participant.open(guests, link, 'Bob')).join()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice'), alice.hears(1), bob.hears(1)])

  await place.lan.cut(place.station, how)
  const mended = new Promise((resolve) => setTimeout(resolve, seconds * 1000)).then(() =>
    place.lan.mend(place.station),
  )
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
