import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'

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

/** What has the focus: its name, or what is wrong with it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return 'nothing'
    const labelled = (element as HTMLInputElement).labels?.[0]?.textContent
    const name = element.getAttribute('aria-label') ?? labelled ?? element.textContent.trim()
    // These are seen without a ring: a dialog by its veil, a screen as a whole, what is typed into by its box.
    if (element.matches('[role="dialog"], [role="alertdialog"], main, textarea')) return name
    for (let at: Element | null = element, steps = 0; at !== null && steps < 3; steps += 1) {
      if (getComputedStyle(at).outlineStyle !== 'none') return name
      if (at.matches('[role="menuitem"]')) return name
      at = at.parentElement
    }
    return `${name}, without a ring`
  })
}

class Hands {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key)
  }

  /** Waits until the focus has come where it belongs. */
  at(name: string): Promise<void> {
    return expect.poll(() => focused(this.page), { interval: 20 }).toBe(name)
  }

  /** Goes on by a key, as somebody without a mouse does, until the focus is on what has this name. */
  async goTo(name: string, key = 'Tab'): Promise<void> {
    const seen: string[] = []
    for (let steps = 0; steps < 40; steps += 1) {
      const at = await focused(this.page)
      if (at === name) return
      seen.push(at)
      await this.press(key)
    }
    throw new Error(`${key} does not lead to ${name}, but to ${[...new Set(seen)].join('; ')}.`)
  }

  /** The toolbar is one stop of Tab; arrows go along it. */
  async goToControl(name: string): Promise<void> {
    const inBar = () => this.page.evaluate(() => document.activeElement?.closest('[role="toolbar"]') !== null)
    for (let steps = 0; steps < 20 && !(await inBar()); steps += 1) await this.press('Tab')
    for (let steps = 0; steps < 9; steps += 1) await this.press('ArrowLeft')
    await this.goTo(name, 'ArrowRight')
  }

  /** A hint beside what has the focus goes first. */
  async escape(): Promise<void> {
    const dialog = this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'))
    await dialog.first().waitFor()
    for (let steps = 0; steps < 2; steps += 1) {
      await this.press('Escape')
      if ((await dialog.count()) === 0) return
    }
    await dialog.first().waitFor({ state: 'detached' })
  }
}

test('the whole way by keyboard alone: the focus is in sight, and goes back to what opened things', async () => {
  const { page } = await Participant.open(browser, host.base, '')
  const hands = new Hands(page)
  await page.getByRole('textbox', { name: 'Room' }).waitFor()
  await hands.goTo('Settings')
  await hands.press('Enter')
  await hands.at('Find a setting')
  await hands.escape()
  await hands.at('Settings')
  await hands.goTo('Room')
  await page.keyboard.type('keys')
  await hands.goTo('Your name')
  await page.keyboard.type('Ada')
  await hands.press('Enter')

  await hands.at('Join now')
  await hands.goTo('Background and noise…', 'Shift+Tab')
  await hands.press('Enter')
  await hands.escape()
  await hands.at('Background and noise…')
  await hands.goTo('Join now')
  await hands.press('Enter')
  await hands.at('keys')
  await hands.goToControl('Leave')
  await hands.press('Enter')
  await hands.at('Rejoin')
  await hands.press('Enter')
  await hands.at('keys')

  const bob = await TestClient.connect(host.base)
  await bob.join('keys', 'Bob')
  await page.getByRole('group', { name: 'Bob' }).waitFor()
  await hands.goTo('Ada')
  await hands.press('ArrowUp')
  await hands.at('Bob')
  await hands.goTo('Options for Bob')
  await hands.press('Enter')
  await hands.at('Pin for me')
  await hands.press('Escape')
  await hands.at('Options for Bob')

  await hands.goToControl('More')
  for (const name of [
    'Invite',
    'Devices',
    'Sharing options',
    'Connection',
    'Keyboard shortcuts',
    'Settings',
  ]) {
    await hands.press('Enter')
    await page.getByRole('menuitem').first().waitFor()
    await hands.goTo(name, 'ArrowDown')
    await hands.press('Enter')
    await hands.escape()
    await hands.at('More')
  }
  await hands.press('Enter')
  await hands.goTo('Who may join', 'ArrowDown')
  await hands.press('Enter')
  await page.getByRole('dialog').waitFor()
  await hands.goTo('Let people in one by one')
  await hands.press('Space')
  await bob.event('lobby.lockChanged')
  await hands.escape()
  await hands.at('More')

  await hands.press('c')
  await hands.at('Message')
  await page.keyboard.type('Hello')
  await hands.press('Enter')
  await bob.event('chat.sent')
  await hands.press('Escape')
  await hands.at('Chat')
  await hands.press('r')
  await hands.at('Thumbs up')
  await hands.press('Enter')
  await hands.escape()
  await hands.at('Chat')

  await hands.press('p')
  await hands.goTo('Actions for Bob', 'Shift+Tab')
  await hands.press('Enter')
  await hands.goTo('Remove', 'ArrowDown')
  await hands.press('Enter')
  await hands.at('Cancel')
  await hands.escape()
  await hands.at('Actions for Bob')
  await hands.goTo('Close', 'Shift+Tab')
  await hands.press('Enter')
  await hands.at('People')

  const zed = await TestClient.connect(host.base)
  await zed.request('lobby.knock', { room: 'keys', name: 'Zed' })
  await page.getByRole('button', { name: 'Admit' }).waitFor()
  await hands.goTo('Admit')
  await hands.press('Enter')
  await zed.notification('lobby.answered')
  await hands.at('People')

  await hands.goToControl('Leave')
  await hands.press('Enter')
  await hands.at('Rejoin')
  await hands.goTo('Home')
  await hands.press('Enter')
  await hands.at('Room')
  for (const client of [bob, zed]) await client.close()
  await page.close()
})
