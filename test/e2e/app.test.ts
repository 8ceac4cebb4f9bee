import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { getJson } from '../fixtures/getJson.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'

const MARKUP = '<img src=x onerror="document.title=\'broken\'">'

let browser: Browser
let running: RunningApp | null = null

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  await running?.stop()
  running = null
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(() => browser.close())

/** The app, where it hosts the room and its person has gone in; with the link that it gives to others. */
async function hostInApp(room: string, name: string): Promise<{ alice: Participant; link: string }> {
  running = await launchApp({
    words: ['--room', room, '--name', name, '--port', '0'],
    switches: mediaArguments(),
  })
  const alice = Participant.of(running.page, name)
  await alice.button('Host a meeting').click()
  await alice.enter()
  return { alice, link: await alice.inviteLink() }
}

describe('the app hosts', () => {
  it('a call with two browser guests: all see, hear, read, and learn who is muted or gone', async () => {
    const { alice, link } = await hostInApp('demo', 'Alice')
    const base = new URL('.', link).href
    const bob = await Participant.open(browser, link, 'Bob')
    const carol = await Participant.open(browser, link, MARKUP)
    const eve = await Participant.open(browser, link.replace('room=demo', 'room=other'), 'Eve')
    for (const guest of [bob, carol, eve]) await guest.join()
    const three = [alice, bob, carol]

    for (const one of three) {
      for (const other of three) if (other !== one) await one.sees(other.name)
      await one.hears(2)
    }
    await alice.say(MARKUP)
    await bob.say('Bob says hello')
    await carol.say('So does Carol')
    for (const one of three)
      for (const text of [MARKUP, 'Bob says hello', 'So does Carol']) await one.reads(text)
    for (const { page } of three) {
      expect(await page.locator('img').count()).toBe(0)
      expect(await page.title()).not.toBe('broken')
    }

    expect(await eve.grid.getByRole('group').count()).toBe(1)
    expect(await eve.mediaBytes()).toBe(0)
    expect(eve.received.join('\n')).not.toMatch(/Alice|Bob says|onerror/)

    await bob.button('Mute microphone').click()
    await bob.button('Turn camera off').click()
    for (const one of [alice, carol]) {
      await one.showsMuted('Bob')
      await one.showsNoCamera('Bob')
    }

    await carol.closeTab()
    for (const one of [alice, bob]) await one.tile(MARKUP).waitFor({ state: 'detached' })
    expect((await getJson(new URL('rooms', base))).body).toEqual({ demo: 2, other: 1 })
    await eve.closeTab()
    await bob.closeTab()
    await alice.button('Leave').click()
    await expect.poll(async () => (await getJson(new URL('rooms', base))).body).toEqual({})
  })
})

describe('the app joins', () => {
  let host: SpawnedHost
  beforeAll(async () => {
    host = await spawnHost(['--room', 'demo'])
  })
  afterAll(() => host.stop())

  it('a host that runs elsewhere, by pasting its link, and pins its certificate', async () => {
    const bob = await (await Participant.open(browser, host.link, 'Bob')).join()
    running = await launchApp({ switches: mediaArguments() })
    const alice = Participant.of(running.page, 'Alice')
    await running.page.getByRole('textbox', { name: 'Room' }).fill(host.link)
    await running.page.getByRole('textbox', { name: 'Your name' }).fill('Alice')
    await alice.join()
    await alice.sees('Bob')
    await bob.sees('Alice')
    await alice.hears(1)
    await bob.hears(1)
    await alice.say('from the app')
    await bob.reads('from the app')

    await running.stop()
    running = null
    await bob.tile('Alice').waitFor({ state: 'detached' })
  })

  it('nobody whose certificate is not the one in the link', async () => {
    running = await launchApp({ switches: mediaArguments() })
    const alice = Participant.of(running.page, 'Alice')
    const forged = host.link.replace(/fp=.{4}/, 'fp=AAAA')
    await running.page.getByRole('textbox', { name: 'Room' }).fill(forged)
    await running.page.getByRole('textbox', { name: 'Your name' }).fill('Alice')
    await alice.button('Join').click()
    await running.page.getByRole('alertdialog').or(running.page.getByRole('dialog')).first().waitFor()
    expect(await alice.button('Join now').count()).toBe(0)
    expect((await getJson(new URL('rooms', host.base))).body).not.toHaveProperty('demo', 2)
  })
})
