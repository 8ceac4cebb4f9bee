import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axeFindings } from '../fixtures/axeFindings.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type Search, ScreenWalk } from '../fixtures/ScreenWalk.ts'
import { startHost } from '../fixtures/startHost.ts'
import { walkCall, walkLobby } from '../fixtures/walkMeeting.ts'

// A hundred looks at whole pages take their time on a busy machine.
vi.setConfig({ testTimeout: 400_000 })

let screens: ScreenWalk
beforeAll(async () => {
  screens = await ScreenWalk.start()
})
afterAll(() => screens.stop())

const axe: Search = { query: '', say: (english) => english, faultsOf: axeFindings }

test.each([
  ['before a meeting', walkLobby],
  ['of a meeting', walkCall],
] as const)('axe finds nothing on the screens %s, light or dark, wide or narrow', async (_which, walk) => {
  expect(await screens.guest(walk, axe)).toEqual([])
})

test('nor on the screens that the app alone has', async () => {
  expect(await screens.app(axe)).toEqual([])
})

test.each(['trust', 'installers'])('nor on the plain page %s', async (path) => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-installers-'))
  await writeFile(join(folder, 'Hearth.deb'), 'an installer')
  const host = await startHost({ installers: folder })
  const page = await screens.browser.newPage({ ignoreHTTPSErrors: true })
  await page.goto(new URL(path, host.base).href)
  const found: string[] = []
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 })
    found.push(...(await axeFindings(page)))
    // Nothing sticks out.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  await page.close()
  await host.stop()
  await rm(folder, { recursive: true })
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
  const { page } = await Participant.open(screens.browser, screens.host.base, '')
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
