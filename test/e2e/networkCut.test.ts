import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fakeCamera } from '../fixtures/fakeCamera.ts'
import { HostOnLan } from '../fixtures/HostOnLan.ts'
import type { Cut } from '../fixtures/NamespaceLan.ts'
import { Participant } from '../fixtures/Participant.ts'

let place: HostOnLan
let witnesses: Browser
let guests: Browser

beforeAll(async () => {
  place = await HostOnLan.open()
  witnesses = await place.browserAt(place.lan.host)
  // Large enough to be sent in two sizes.
  guests = await place.browserAt(place.station, fakeCamera(640, 360))
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

it('pictures come back both ways after a time in which only signaling got through', async () => {
  const link = `${place.host.base}?room=signaling`
  const alice = await (await Participant.open(witnesses, link, 'Alice')).join()
  const bob = await (await Participant.open(guests, link, 'Bob')).join()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
  const relieve = await place.lan.allowOnlyTcp(place.station, [Number(new URL(place.host.base).port)])
  // A new way is looked for, which is negotiated between the two ends.
  const searching = () =>
    bob.page.evaluate(() => {
      const states = window.testConnections?.map(({ iceConnectionState }) => iceConnectionState)
      return states?.includes('checking')
    })
  await expect.poll(searching, { timeout: 20_000 }).toBe(true)
  await relieve()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice'), alice.hears(1), bob.hears(1)])
  await Promise.all([alice.closeTab(), bob.closeTab()])
})
