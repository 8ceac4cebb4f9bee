import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

// Somebody who looks at the own picture for longer than a host keeps media for those who have not joined.
vi.mock(import('../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  return { ...actual, limits: { ...actual.limits, unjoinedMediaMs: 3000 } as unknown as typeof actual.limits }
})

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

it('P-WARM-5 who joins after the warmed-up media has ended is seen and heard all the same, and sees and hears', async () => {
  const link = `${host.base}?room=demo`
  const bob = await (await Participant.open(browser, link, 'Bob')).join()
  const alice = await Participant.open(browser, link, 'Alice')
  await alice.button('Join').click()
  await alice.warmed()
  await expect
    .poll(() => alice.received.some((frame) => frame.includes('"unjoined":true')), { timeout: 30_000 })
    .toBe(true)
  await alice.enter()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
  await Promise.all([alice.hears(1), bob.hears(1)])
  for (const one of [alice, bob]) await one.closeTab()
})
