import { networkInterfaces } from 'node:os'
import type { Browser } from 'playwright-core'
import type { Browser as Firefox } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FirefoxGuest, launchFirefox } from '../fixtures/FirefoxGuest.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let chromium: Browser
let firefox: Firefox

beforeAll(async () => {
  // Firefox finds no way for media over the loopback interface alone.
  const own = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  const address = own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
  if (address === undefined) throw new Error('This test needs a network interface besides the loopback one.')
  host = await startHost({ staticDir: builtClient, address })
  chromium = await launchBrowser()
  firefox = await launchFirefox()
})
afterAll(async () => {
  await firefox.close()
  await chromium.close()
  await host.stop()
})

it('Firefox and Chromium see, hear and read each other, and no page trips its own content policy', async () => {
  const alice = await (await Participant.open(chromium, `${host.base}?room=demo`, 'Alice')).join()
  const fox = await (await FirefoxGuest.open(firefox, `${host.base}?room=demo`, 'Fox')).join()
  await Promise.all([alice.sees('Fox'), fox.sees('Alice')])
  await Promise.all([alice.hears(1), fox.hears(1)])
  await fox.press('Chat')
  await fox.page.locator('::-p-aria([name="Message"][role="textbox"])').fill('Hello from Firefox')
  await fox.press('Send')
  await alice.button('Chat').click()
  await alice.page.getByRole('log', { name: 'Messages' }).getByText('Hello from Firefox').waitFor()
  await fox.press('Turn camera off')
  await alice.showsNoCamera('Fox')
  await fox.press('Turn camera on')
  await alice.sees('Fox')
  expect(fox.errors).toEqual([])
  await alice.closeTab()
  await fox.page.close()
})

it('a dialog whose files do not come says so and loads again, and the call goes on, in both', async () => {
  const alice = await (await Participant.open(chromium, `${host.base}?room=parts`, 'Alice')).join()
  const fox = await (await FirefoxGuest.open(firefox, `${host.base}?room=parts`, 'Fox')).join()
  await fox.sees('Alice')
  await alice.page.route(/\/assets\//, (route) => route.abort())
  await fox.refuseParts(true)
  await alice.button('More').click()
  await alice.page.getByRole('menuitem', { name: 'Connection' }).click()
  await fox.press('More')
  await fox.press('Connection')
  await alice.button('Load again').waitFor()
  await fox.shows('Load again')
  await Promise.all([alice.sees('Fox'), fox.sees('Alice')])

  await alice.page.unroute(/\/assets\//)
  await fox.refuseParts(false)
  await alice.button('Load again').click()
  await fox.press('Load again')
  await alice.button('Copy report').waitFor()
  await fox.shows('Copy report')
  for (const { page } of [alice, fox]) await page.keyboard.press('Escape')
  await fox.press('Mute microphone')
  await alice.showsMuted('Fox')
  await fox.press('Leave')
  await alice.tile('Fox').waitFor({ state: 'detached' })
})
