import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppOnStation } from '../fixtures/AppOnStation.ts'
import { chosenWays } from '../fixtures/chosenWays.ts'
import { fakeSpeech } from '../fixtures/fakeSpeech.ts'
import { launchBrowser, wholeChromium } from '../fixtures/launchBrowser.ts'
import { NamespaceLan, type Station } from '../fixtures/NamespaceLan.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'
import { StationProgram } from '../fixtures/StationProgram.ts'

let lan: NamespaceLan
let host: SpawnedHost
let app: AppOnStation
let browser: Browser
let guest: Station

beforeAll(async () => {
  lan = await NamespaceLan.create(2, 'ipv6')
  const [one, other] = lan.others
  if (one === undefined || other === undefined) throw new Error('The network lacks people.')
  guest = other
  // On every address, as it is without a word.
  host = await spawnHost(
    ['--address', '::', '--workers', '1', '--no-supervise', '--room', 'standup'],
    lan.host.within,
  )
  const starting = AppOnStation.start(one)
  // Without its windows Chromium hears nothing of the app here.
  browser = await launchBrowser(undefined, await lan.programOn(other, wholeChromium), fakeSpeech())
  app = await starting
})
afterAll(async () => {
  await Promise.all([browser.close(), app.close()])
  await host.stop()
  await lan.close()
})

// One story: the app finds the meeting that the browser has begun.
test('on a network with IPv6 alone a browser opens the link, an app finds the meeting, and they see and hear each other', async () => {
  expect(host.base).toMatch(/^https:\/\/\[fd77::1\]:\d+\/$/)
  const ada = await (await Participant.open(browser, host.link, 'Ada')).join()
  const rooms = async () =>
    ((await app.tell({ type: 'nearby' })) as string[]).map((row) => row.split('on ')[0])
  await expect.poll(rooms, { interval: 100 }).toEqual(['standup'])
  await app.tell({ type: 'press', name: 'standup' })
  await app.tell({ type: 'press', name: 'Join now' })
  await Promise.all([ada.sees('Grace'), ada.hears(1), app.tell({ type: 'meets', name: 'Ada' })])
  const ways = await chosenWays(ada)
  expect(ways.length).toBeGreaterThan(0)
  for (const way of ways)
    expect(way).toMatchObject({ to: expect.stringMatching(/^\[?fd77::1\]?:/), protocol: 'udp' })

  const { program, first } = await StationProgram.start(guest, 'lookFromStation.ts', ['way', host.base])
  await program.stop()
  expect(first).toBe('way_fine')
})
