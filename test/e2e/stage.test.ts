import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HOLD_MS } from '../../main/sfu/allocation/ActiveSpeakers.ts'
import { launchApp } from '../fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { speak, speakOnCommand } from '../fixtures/speakOnCommand.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'

let host: RunningHost
let browser: Browser
let guests: TestClient[] = []

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterEach(async () => {
  await Promise.all(guests.map((guest) => guest.close()))
  guests = []
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

const link = (room: string) => `${host.base}?room=${room}`
const large = (page: Page) => page.locator('[data-large="true"]:not([hidden]) > [role="group"]')

/** Waits until this tile, and no other, stands large. */
async function showsLarge({ page }: Participant, name: string): Promise<void> {
  await large(page)
    .and(page.getByRole('group', { name, exact: true }))
    .waitFor()
  expect(await large(page).count()).toBe(1)
}

/** A sound that is no word, heard by the listener; and so long a pause that the next one is no second word. */
async function cough(one: Page, listener: Page): Promise<void> {
  const before = await energyHeard(listener)
  await one.evaluate(async (pauseMs) => {
    window.testSpeak?.(true, 0.12)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }, 2 * HOLD_MS)
  await expect.poll(() => energyHeard(listener)).toBeGreaterThan(before + 1e-3)
}

/** Of all the sound that has come in so far: the square of its level (1 is full scale), times seconds. */
function energyHeard(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const reports = await Promise.all(window.testConnections?.map((one) => one.getStats()) ?? [])
    return reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
      .reduce((sum: number, { totalAudioEnergy = 0 }) => sum + Number(totalAudioEnergy), 0)
  })
}

/** In a page: notes whoever stands large in any drawn frame. @returns their names, when called again. */
async function seenLarge(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const marked = window as Window & { seenLarge?: Set<string> }
    if (marked.seenLarge !== undefined) return [...marked.seenLarge]
    const seen = (marked.seenLarge = new Set<string>())
    const look = () => {
      const shown = document.querySelector('[data-large="true"]:not([hidden]) > [role="group"]')
      seen.add(shown?.getAttribute('aria-label') ?? '')
      requestAnimationFrame(look)
    }
    look()
    return []
  })
}

/** Fills a room with people who have names only. */
async function crowd(room: string, viewer: Participant, people: number): Promise<void> {
  guests = await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      const guest = await TestClient.connect(host.base)
      await guest.join(room, `Guest ${index}`)
      return guest
    }),
  )
  await viewer.page.waitForFunction(
    (wanted) => document.querySelectorAll('section [role="group"]').length === wanted,
    people + 1,
  )
}

describe('a full gallery', () => {
  it('has pages of 49; a double click or a number makes somebody large, Escape all alike', async () => {
    const alice = await (await Participant.open(browser, link('full'), 'Alice')).join()
    await alice.page.setViewportSize({ width: 1280, height: 800 })
    await crowd('full', alice, 54)
    const tiles = alice.grid.getByRole('group')
    await expect.poll(() => tiles.count()).toBe(49)
    await alice.page.keyboard.press('PageDown')
    await expect.poll(() => tiles.count()).toBe(6)
    await alice.button('Previous page').click()
    await expect.poll(() => tiles.count()).toBe(49)

    const second = (await tiles.nth(1).getAttribute('aria-label')) ?? ''
    await tiles.nth(1).dblclick()
    await showsLarge(alice, second)
    await alice.page.keyboard.press('Escape')
    await expect.poll(() => large(alice.page).count()).toBe(0)
    await alice.page.keyboard.press('2')
    await showsLarge(alice, second)
    await alice.page.keyboard.press('2')
    await expect.poll(() => tiles.count()).toBe(49)
  })

  it('is laid out at most twice when the view changes', async () => {
    const alice = await (await Participant.open(browser, link('quick'), 'Alice')).join()
    await alice.page.setViewportSize({ width: 1280, height: 800 })
    await crowd('quick', alice, 48)
    const tools = await alice.page.context().newCDPSession(alice.page)
    await tools.send('Performance.enable')
    const layouts = async () => {
      const { metrics } = await tools.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? Number.NaN
    }
    const ROUNDS = 20
    const before = await layouts()
    await alice.page.evaluate(async (rounds) => {
      for (let round = 0; round < rounds; round += 1) {
        dispatchEvent(new KeyboardEvent('keydown', { key: '1' }))
        // The second frame begins once all of the first one has been drawn.
        for (let frame = 0; frame < 2; frame += 1)
          await new Promise((resolve) => requestAnimationFrame(resolve))
      }
    }, ROUNDS)
    const each = ((await layouts()) - before) / ROUNDS
    expect(each).toBeGreaterThan(0)
    expect(each).toBeLessThanOrEqual(2)
  })
})

describe('speaker view', () => {
  it('shows another person who speaks, and nobody for a cough', async () => {
    const open = (name: string) => Participant.open(browser, link('talk'), name, { prepare: speakOnCommand })
    const alice = await (await open('Alice')).join()
    const bob = await (await open('Bob')).join()
    const carol = await (await open('Carol')).join()
    await alice.sees('Bob')
    await alice.sees('Carol')
    await alice.page.keyboard.press('g')
    await speak(bob.page, true)
    await showsLarge(alice, 'Bob')

    for (const [from, to] of [
      [bob, carol],
      [carol, bob],
    ] as const) {
      await speak(from.page, false)
      await speak(to.page, true)
      await showsLarge(alice, to.name)
      // The ring of the one before goes out once the turn is over.
      await alice.tile(from.name).and(alice.page.locator(':not([data-speaking])')).waitFor()
    }

    await speak(bob.page, false)
    await alice.tile('Bob').and(alice.page.locator(':not([data-speaking])')).waitFor()
    await seenLarge(alice.page)
    for (let coughs = 0; coughs < 3; coughs += 1) await cough(carol.page, alice.page)
    expect(await seenLarge(alice.page)).toEqual(['Bob'])
  })
})

it('the spotlight is seen by all, and not by whoever has pinned somebody', async () => {
  const alice = await (await Participant.open(browser, link('lit'), 'Alice')).join()
  const bob = await (await Participant.open(browser, link('lit'), 'Bob')).join()
  const carol = await (await Participant.open(browser, link('lit'), 'Carol')).join()
  await carol.tile('Bob').dblclick()
  await showsLarge(carol, 'Bob')
  await alice.tile('Carol').click({ button: 'right' })
  await alice.page.getByRole('menuitem', { name: 'Spotlight for everyone' }).click()
  await showsLarge(alice, 'Carol')
  await showsLarge(bob, 'Carol')
  await showsLarge(carol, 'Bob')
  await carol.page.keyboard.press('Escape')
  await showsLarge(carol, 'Carol')
  await carol.closeTab()
  await expect.poll(() => large(bob.page).count()).toBe(0)
})

it('a share takes the stage, is zoomed by the wheel and moved by dragging, and shown whole again', async () => {
  const alice = await (await Participant.open(browser, link('share'), 'Alice')).join()
  const bob = await (await Participant.open(browser, link('share'), 'Bob')).join()
  await bob.button('Share screen').click()
  await showsLarge(alice, "Bob's screen")
  const share = alice.tile("Bob's screen")
  await alice.sees("Bob's screen")
  const width = async () => (await share.locator('video').boundingBox())?.width ?? 0
  const left = async () => (await share.locator('video').boundingBox())?.x ?? 0
  const whole = await width()
  await share.hover()
  await alice.page.mouse.wheel(0, -600)
  await expect.poll(width).toBeGreaterThan(whole * 2)
  const before = await left()
  await alice.page.mouse.down()
  await alice.page.mouse.move(300, 300, { steps: 5 })
  await alice.page.mouse.up()
  await expect.poll(left).toBeLessThan(before)
  await share.dblclick({ position: { x: 40, y: 40 } })
  await expect.poll(width).toBe(whole)
})

describe('the mini window', () => {
  /** Turns the microphone off and on again in the small window and looks at the large one. */
  async function mutes(alice: Participant, mini: Page, bob: Participant): Promise<void> {
    await mini.getByRole('group', { name: 'Bob' }).waitFor()
    await mini.locator('video').evaluate(async (element) => {
      const video = element as HTMLVideoElement
      while (video.videoWidth === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    })
    await mini.getByRole('button', { name: 'Mute microphone' }).click()
    await alice.button('Unmute microphone').waitFor()
    await bob.showsMuted('Alice')
    await mini.getByRole('button', { name: 'Unmute microphone' }).click()
    await alice.button('Mute microphone').waitFor()
    await mini.getByRole('button', { name: 'Back to the call' }).click()
    if (!mini.isClosed()) await mini.waitForEvent('close')
    await alice.button('More').click()
    await alice.page.getByRole('menuitem', { name: 'Mini window' }).waitFor()
  }

  it('of the app stays above all others, and mutes', async () => {
    const { app, page, stop } = await launchApp({
      switches: mediaArguments(),
      words: ['--room', 'mini', '--name', 'Alice', '--port', '0'],
    })
    try {
      const alice = Participant.of(page, 'Alice')
      await alice.button('Host a meeting').click()
      await alice.enter()
      const bob = await (await Participant.open(browser, await alice.inviteLink(), 'Bob')).join()
      await alice.sees('Bob')
      const opened = app.waitForEvent('window')
      await alice.button('More').click()
      await page.getByRole('menuitem', { name: 'Mini window' }).click()
      const mini = await opened
      const above = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isAlwaysOnTop()),
      )
      expect(above.toSorted()).toEqual([false, true])
      expect(await mini.evaluate(() => typeof window.hearth)).toBe('undefined')
      await mutes(alice, mini, bob)
      expect(app.windows()).toHaveLength(1)
    } finally {
      await stop()
    }
  })

  it('of the browser shows who is there, and mutes', async () => {
    const alice = await (await Participant.open(browser, link('mini'), 'Alice')).join()
    const bob = await (await Participant.open(browser, link('mini'), 'Bob')).join()
    await alice.sees('Bob')
    const opened = alice.page.context().waitForEvent('page')
    await alice.button('More').click()
    await alice.page.getByRole('menuitem', { name: 'Mini window' }).click()
    await mutes(alice, await opened, bob)
  })

  it('is the plain picture of whoever speaks in a browser that has no window with buttons', async () => {
    const prepare = async (page: Page) => {
      await page.addInitScript('delete window.documentPictureInPicture')
    }
    const alice = await (await Participant.open(browser, link('plain'), 'Alice', { prepare })).join()
    const bob = await (await Participant.open(browser, link('plain'), 'Bob')).join()
    await alice.sees('Bob')
    const toggle = async (name: string) => {
      await alice.button('More').click()
      await alice.page.getByRole('menuitem', { name }).click()
    }
    const shown = () =>
      alice.page.evaluate(() => {
        const video = document.pictureInPictureElement
        const stream = video instanceof HTMLVideoElement ? video.srcObject : null
        return stream instanceof MediaStream ? stream.getVideoTracks().map(({ id }) => id) : null
      })
    await toggle('Mini window')
    await expect.poll(shown).toEqual([await alice.pictureOf('Bob')])
    // Without a camera a card with the name takes its place, and nothing is closed.
    const camera = await alice.pictureOf('Bob')
    await bob.button('Turn camera off').click()
    await expect.poll(shown).not.toEqual([camera])
    expect(await shown()).toHaveLength(1)
    await toggle('Close mini window')
    await expect.poll(shown).toBe(null)
    await alice.button('More').click()
    await alice.page.getByRole('menuitem', { name: 'Mini window' }).waitFor()
  })
})
