import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

/** What axe finds on a page, in light and in dark: a line for each finding. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await page.evaluate<AxeResults>('axe.run()')
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary } of nodes)
        found.push(`${colorScheme} ${id}: ${html} ${failureSummary ?? ''}`)
    }
  }
  return found
}

it('axe finds nothing on any screen of a meeting', async () => {
  const alice = await Participant.open(browser, `${host.base}?room=demo`, 'Alice')
  const { page } = alice
  expect(await findings(page)).toEqual([])
  await alice.button('Settings').click()
  await page.getByRole('textbox', { name: 'Find a setting' }).waitFor()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await alice.button('Join').click()
  await alice.button('Join now').waitFor()
  expect(await findings(page)).toEqual([])
  await alice.enter()
  const bob = await (await Participant.open(browser, `${host.base}?room=demo`, 'Bob')).join()
  await bob.button('Turn camera off').click()
  await bob.button('Raise hand').click()
  await alice.showsNoCamera('Bob')
  expect(await findings(page)).toEqual([])
  await bob.say('See https://example.org')
  await alice.say('Hello')
  await alice.reads('Hello')
  expect(await findings(page)).toEqual([])
  await alice.button('People').click()
  await page.getByText('Presenter').waitFor()
  expect(await findings(page)).toEqual([])
  await alice.button('Invite').first().click()
  await page.getByRole('dialog').waitFor()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await alice.button('More').click()
  await page.getByRole('menuitem', { name: 'Connection' }).click()
  await page.getByRole('region', { name: /^Bob: / }).waitFor()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await alice.button('Leave').click()
  await alice.button('Rejoin').waitFor()
  expect(await findings(page)).toEqual([])
})
