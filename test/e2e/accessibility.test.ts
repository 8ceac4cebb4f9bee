import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axeFindings } from '../fixtures/axeFindings.ts'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { paintScreens } from '../fixtures/paintedScreen.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'
import { resizeApp, showNearby, walkApp } from '../fixtures/walkApp.ts'
import { WALKERS, walkCall, walkLobby } from '../fixtures/walkMeeting.ts'

// A hundred looks at whole pages take their time on a busy machine.
vi.setConfig({ testTimeout: 400_000 })

const WIDTHS = [1280, 360]

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

const asItIs = (english: string) => english

test.each([
  ['before a meeting', walkLobby],
  ['of a meeting', walkCall],
] as const)('axe finds nothing on the screens %s, light or dark, wide or narrow', async (_which, walk) => {
  const found: string[] = []
  await walk({
    browser,
    base: host.base,
    query: '',
    say: asItIs,
    prepare: paintScreens([{ width: 640, height: 360, ink: 'black' }]),
    async visit(page, screen) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 740 })
        found.push(...(await axeFindings(page)).map((finding) => `${screen}, ${width} wide: ${finding}`))
      }
      await page.setViewportSize({ width: 1280, height: 800 })
    },
  })
  expect(found).toEqual([])
})

test('nor on the screens that the app alone has', async () => {
  const running = await launchApp({ words: ['--port', '0'], switches: mediaArguments() })
  app = running
  await showNearby(running)
  await running.page.reload()
  const found: string[] = []
  await walkApp({
    app: running,
    stranger: host.base,
    async company(base, room) {
      const guest = await TestClient.connect(base)
      await guest.request('session.join', { protocol: 1, room, name: WALKERS.bob })
    },
    say: asItIs,
    async visit(page, screen) {
      for (const width of WIDTHS) {
        await resizeApp(running, width)
        found.push(...(await axeFindings(page)).map((finding) => `${screen}, ${width} wide: ${finding}`))
      }
      await resizeApp(running, 1280)
    },
  })
  expect(found).toEqual([])
})

/** Goes on by Tab, as somebody without a mouse does, until the focus is on what has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = []
  for (let steps = 0; steps < 60; steps += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (element === null) return ''
      const labelled = (element as HTMLInputElement).labels?.[0]?.textContent
      return element.getAttribute('aria-label') ?? labelled ?? element.textContent.trim()
    })
    if (focused === name) return
    seen.push(focused)
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}, but to ${[...new Set(seen)].join(', ')}.`)
}

test('from Home to a chat line and back, by keyboard alone', async () => {
  const { page } = await Participant.open(browser, host.base, '')
  const { keyboard } = page
  await page.getByRole('textbox', { name: 'Room' }).waitFor()
  await tabTo(page, 'Room')
  await keyboard.type('keys')
  await tabTo(page, 'Your name')
  await keyboard.type('Ada')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Join now' }).waitFor()
  await tabTo(page, 'Join now')
  await keyboard.press('Enter')
  await page.getByRole('toolbar', { name: 'Call controls' }).waitFor()
  // The letter, as the list of shortcuts says.
  await keyboard.press('c')
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
  await tabTo(page, 'Message')
  await keyboard.type('Hello')
  await keyboard.press('Enter')
  await page.getByRole('log', { name: 'Messages' }).getByText('Hello', { exact: true }).waitFor()
  await tabTo(page, 'Mute microphone')
  // Within the controls the arrows go on.
  for (let steps = 0; steps < 12; steps += 1) {
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    if (name === 'Leave') break
    await keyboard.press('ArrowRight')
  }
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Rejoin' }).waitFor()
  await tabTo(page, 'Home')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Join a meeting' }).waitFor()
  await page.close()
})
