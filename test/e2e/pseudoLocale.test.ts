import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pseudoText } from '../../renderer/locales/pseudoLocale.ts'
import { layoutFaults } from '../fixtures/layoutFaults.ts'
import { type Search, ScreenWalk } from '../fixtures/ScreenWalk.ts'
import { WALKERS, walkCall, walkLobby } from '../fixtures/walkMeeting.ts'

vi.setConfig({ testTimeout: 240_000 })

/** What a person is shown as it is: what the system calls its screens. */
const GIVEN = ['demo', 'Entire screen', 'Screen 1']

let screens: ScreenWalk
beforeAll(async () => {
  screens = await ScreenWalk.start()
})
afterAll(() => screens.stop())

const longerTexts: Search = {
  query: 'pseudo',
  say: pseudoText,
  async faultsOf(page: Page) {
    // Two frames: one to lay out, one to paint.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    return layoutFaults(page, [...Object.values(WALKERS), ...GIVEN])
  },
}

test.each([
  ['before a meeting', walkLobby],
  ['of a meeting', walkCall],
] as const)(
  'longer texts with accents break no screen %s, and all texts are of the catalogue',
  async (_which, walk) => {
    expect(await screens.guest(walk, longerTexts)).toEqual([])
  },
)

test('nor a screen that the app alone has', async () => {
  expect(await screens.app(longerTexts)).toEqual([])
})
