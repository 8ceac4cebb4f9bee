import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'
import { VersionRelay } from '../fixtures/VersionRelay.ts'

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient, plainHttp: true })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

/** What a browser does to a page that it translates, and goes on doing: texts give way to elements with others. */
const TRANSLATE = `
  const isForeign = (node) =>
    /\\p{L}/u.test(node.data) && node.parentElement?.closest('font, script, style, textarea, select, [translate="no"]') === null
  const translate = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) if (isForeign(walker.currentNode)) texts.push(walker.currentNode)
    if (root.nodeType === Node.TEXT_NODE && isForeign(root)) texts.push(root)
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')]
      inner.textContent = text.data.toUpperCase()
      outer.append(inner)
      text.replaceWith(outer)
    }
  }
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target.nodeType === Node.TEXT_NODE && target.isConnected) translate(target)
      for (const node of addedNodes) if (node.isConnected) translate(node)
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true })
  translate(document.documentElement)
`

const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

it('a call goes on in a page that the browser translates: counts, seconds, names, dialogs, and the way out', async () => {
  const relay = await VersionRelay.start(host.base, {})
  const ada = await Participant.open(browser, `${relay.base}?room=translated`, 'Ada')
  const { page } = ada
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await ada.join()
  await page.evaluate(TRANSLATE)
  const bob = await (await Participant.open(browser, `${host.base}?room=translated`, 'Bob')).join()
  const carl = await TestClient.connect(host.base)
  await carl.join('translated', 'Carl')
  await Promise.all([ada.sees('Bob'), bob.sees('Ada')])

  await ada.button('People').click()
  await sees(page, '3 PEOPLE')
  const dora = await TestClient.connect(host.base)
  await dora.join('translated', 'Carl')
  await sees(page, '4 PEOPLE')
  // Names are nobody's to translate.
  const list = page.getByRole('list', { name: 'People in the room' })
  await list.getByText('Carl (2)', { exact: true }).waitFor()
  await carl.request('hand.set', { raised: true })
  await page.getByRole('img', { name: 'Hand raised, number 1' }).waitFor()
  await dora.close()
  await sees(page, '3 PEOPLE')

  await bob.say('Hello')
  await ada.reads('Hello')
  await ada.say('Hello yourself')
  await bob.reads('Hello yourself')
  await ada.button('Mute microphone').click()
  await bob.showsMuted('Ada')

  await page.getByRole('button', { name: 'INVITE' }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await ada.button('People').click()
  await ada.button('Actions for Carl').click()
  await page.getByRole('menuitem', { name: /^remove$/i }).click()
  await page.getByRole('alertdialog').waitFor()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^remove$/i })
    .click()
  await sees(page, '2 PEOPLE')

  // The notice counts its seconds down, and is gone when the connection is back.
  relay.breakOff()
  const seconds = page.getByText(/IN \d+ SECONDS?/)
  const first = await seconds.textContent()
  await page.waitForFunction((before) => {
    const shown = /IN \d+ SECONDS?/.exec(document.body.textContent ?? '')
    return shown !== null && !before?.includes(shown[0])
  }, first)
  await ada.sees('Bob')
  // In vain; once the way is mended, the page may be back before anybody can press.
  await page.getByRole('button', { name: 'RETRY NOW' }).click()
  relay.mend()
  await seconds.waitFor({ state: 'detached' })
  await bob.say('Welcome back')
  await ada.reads('Welcome back')

  await ada.button('Leave').click()
  await page.getByRole('button', { name: 'REJOIN' }).click()
  await ada.sees('Bob')
  expect(errors).toEqual([])
  await Promise.all([ada, bob].map((one) => one.closeTab()))
  await carl.close()
  relay.stop()
})
