import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pseudoText } from '../../renderer/locales/pseudoLocale.ts'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { layoutFaults } from '../fixtures/layoutFaults.ts'
import { paintScreens } from '../fixtures/paintedScreen.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { resizeApp, showNearby, walkApp } from '../fixtures/walkApp.ts'
import { TestClient } from '../fixtures/TestClient.ts'
import { WALKERS, walkCall, walkLobby } from '../fixtures/walkMeeting.ts'

vi.setConfig({ testTimeout: 240_000 })

const WIDTHS = [1280, 360]
/** What a person is shown as it is: what the system calls its screens. */
const GIVEN = ['demo', 'Entire screen', 'Screen 1']

let host: RunningHost
let browser: Browser
let app: RunningApp | null = null

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterAll(async () => {
  await app?.stop()
  await browser.close()
  await host.stop()
})

/** Of a page, as wide as it is now. */
async function faultsOf(page: Page, screen: string, width: number): Promise<string[]> {
  // Two frames: one to lay out, one to paint.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const given = [...Object.values(WALKERS), ...GIVEN]
  const faults = await layoutFaults(page, given)
  return faults.map((fault) => `${screen}, ${width} wide: ${fault}`)
}

test.each([
  ['before a meeting', walkLobby],
  ['of a meeting', walkCall],
] as const)(
  'longer texts with accents break no screen %s, and all texts are of the catalogue',
  async (_which, walk) => {
    const found: string[] = []
    await walk({
      browser,
      base: host.base,
      query: 'pseudo',
      say: pseudoText,
      prepare: paintScreens([{ width: 640, height: 360, ink: 'black' }]),
      async visit(page, screen) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 740 })
          found.push(...(await faultsOf(page, screen, width)))
        }
        await page.setViewportSize({ width: 1280, height: 800 })
      },
    })
    expect(found).toEqual([])
  },
)

test('nor a screen that the app alone has', async () => {
  const running = await launchApp({ words: ['--port', '0'], switches: mediaArguments() })
  app = running
  await showNearby(running)
  await running.page.goto(`${running.page.url()}?pseudo`)
  const found: string[] = []
  await walkApp({
    app: running,
    stranger: host.base,
    async company(base, room) {
      const guest = await TestClient.connect(base)
      await guest.request('session.join', { protocol: 1, room, name: WALKERS.bob })
    },
    say: pseudoText,
    async visit(page, screen) {
      for (const width of WIDTHS) {
        await resizeApp(running, width)
        found.push(...(await faultsOf(page, screen, width)))
      }
      await resizeApp(running, 1280)
    },
  })
  expect(found).toEqual([])
})
