import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axeFindings } from '../fixtures/axeFindings.ts'
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
