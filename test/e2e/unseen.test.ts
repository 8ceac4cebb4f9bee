import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchApp } from '../fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { pictureBytes } from '../fixtures/pictureBytes.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await host.stop()
})

const PATIENCE = { interval: 300 }

async function joined(room: string, name: string): Promise<Participant> {
  return (await Participant.open(browser, `${host.base}?room=${room}`, name)).join()
}

/** Waits until a person's pictures flow or rest: those named flow, all others have not got a byte for a second. */
async function receivesOnly(person: Participant, ...names: string[]): Promise<void> {
  let before: Readonly<Record<string, number>> = {}
  const growing = async () => {
    const now = await pictureBytes(person)
    const grown = Object.keys(now).filter((name) => (now[name] ?? 0) > (before[name] ?? 0))
    before = now
    return grown.toSorted()
  }
  await growing()
  await expect.poll(growing, { interval: 1000 }).toEqual(names.toSorted())
}

/** Playwright keeps every page of a browser in sight, so the page is told what a browser would tell it. */
async function setSeen(page: Page, seen: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    seen ? 'visible' : 'hidden',
  )
}

it('P-VIEW-1 a tile on another page costs no video bytes, until its page is turned to', async () => {
  const alice = await joined('pages', 'Alice')
  const bob = await joined('pages', 'Bob')
  const carol = await joined('pages', 'Carol')
  await alice.sees('Bob')
  await alice.sees('Carol')
  await receivesOnly(alice, 'Bob', 'Carol')
  // Room for two tiles: ourselves and one other.
  await alice.page.setViewportSize({ width: 240, height: 330 })
  await receivesOnly(alice, 'Bob')
  await alice.button('Next page').click()
  await alice.sees('Carol')
  await receivesOnly(alice, 'Carol')
  await Promise.all([bob.hears(2), carol.hears(2)])
})

it('a page that nobody sees receives voices only, and pictures again at once when it is looked at', async () => {
  const alice = await joined('tab', 'Alice')
  const bob = await joined('tab', 'Bob')
  await alice.sees('Bob')
  await setSeen(alice.page, false)
  await receivesOnly(alice)
  const sound = await alice.mediaBytes()
  await expect.poll(() => alice.mediaBytes(), PATIENCE).toBeGreaterThan(sound + 5000)
  await bob.sees('Alice')
  await setSeen(alice.page, true)
  await alice.sees('Bob')
})

it('the mini window goes on while the page is not seen', async () => {
  const alice = await joined('mini', 'Alice')
  await joined('mini', 'Bob')
  await alice.sees('Bob')
  const opened = alice.page.context().waitForEvent('page')
  await alice.button('More').click()
  await alice.page.getByRole('menuitem', { name: 'Mini window' }).click()
  const mini = await opened
  await setSeen(alice.page, false)
  await receivesOnly(alice, 'Bob')
  await mini.close()
  await receivesOnly(alice)
})

it('the app receives no pictures while its window is hidden, and again when it is shown', async () => {
  const running = await launchApp({
    switches: mediaArguments(),
    words: ['--room', 'app', '--name', 'Alice', '--port', '0'],
  })
  const show = (shown: boolean) =>
    running.app.evaluate(({ BrowserWindow }, visible) => {
      for (const window of BrowserWindow.getAllWindows()) window[visible ? 'show' : 'hide']()
    }, shown)
  try {
    const alice = Participant.of(running.page, 'Alice')
    await alice.button('Host a meeting').click()
    await alice.enter()
    const link = await alice.inviteLink()
    const bob = await (await Participant.open(browser, link, 'Bob')).join()
    await alice.sees('Bob')
    const sending = () =>
      bob.page.evaluate(async () => {
        const reports = await Promise.all(
          (window.testConnections ?? []).map((connection) => connection.getStats()),
        )
        return reports
          .flatMap((report) => [...report.values()])
          .filter(({ type, kind, active }) => type === 'outbound-rtp' && kind === 'video' && active).length
      })
    await expect.poll(sending, PATIENCE).toBeGreaterThan(0)
    await show(false)
    await expect.poll(sending, PATIENCE).toBe(0)
    await show(true)
    await expect.poll(sending, PATIENCE).toBeGreaterThan(0)
    await alice.sees('Bob')
  } finally {
    await running.stop()
  }
})
