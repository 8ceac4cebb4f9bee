import { type Browser, type Locator } from 'playwright-core'
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

const enter = async (room: string, name: string) => {
  const client = await TestClient.connect(host.base)
  return { client, ...(await client.join(room, name)) }
}
/** Where the first and the last letter of an element's text are drawn. */
const ends = (shown: Locator) =>
  shown.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const nodes: Text[] = []
    while (walker.nextNode()) nodes.push(walker.currentNode as Text)
    const [first, last] = [nodes[0], nodes.at(-1)]
    if (first === undefined || last === undefined) throw new Error('There is no text.')
    const leftOf = (node: Text, from: number) => {
      const range = document.createRange()
      range.setStart(node, from)
      range.setEnd(node, from + 1)
      return range.getBoundingClientRect().left
    }
    return {
      direction: getComputedStyle(element).direction,
      first: leftOf(first, 0),
      last: leftOf(last, last.length - 1),
    }
  })

test('each paragraph, and each line of it, runs in its own direction, also while it is typed', async () => {
  const noa = await enter('Directions', 'נועה 2')
  const ada = await (await Participant.open(browser, `${host.base}?room=directions`, 'Ada')).join()
  await ada.page.getByRole('heading', { name: 'Directions', exact: true }).waitFor()
  expect(await ada.page.title(), 'everybody reads one name of the room').toBe('Directions – Hearth')
  await ada.button('Chat').click()
  for (const text of ['שלום, מה שלומך?', 'How are you?', 'Version 2.0 של Hearth!'])
    await noa.client.request('chat.send', { text })
  const hebrew = await ends(ada.page.getByText('שלום, מה שלומך?'))
  expect(hebrew.direction).toBe('rtl')
  expect(hebrew.last, 'the question mark is at the left end').toBeLessThan(hebrew.first)
  const english = await ends(ada.page.getByText('How are you?'))
  expect(english.direction).toBe('ltr')
  expect(english.last).toBeGreaterThan(english.first)
  const mixed = await ends(ada.page.getByText('Version 2.0 של Hearth!'))
  expect(mixed.last, 'the exclamation mark is at the right end').toBeGreaterThan(mixed.first)

  await noa.client.request('chat.send', { text: 'Hello!\nמה?' })
  const lines = await ends(ada.page.getByText('Hello!'))
  const log = await ada.page.getByRole('log', { name: 'Messages' }).boundingBox()
  if (log === null) throw new Error('There is no chat.')
  expect(lines.first, 'the English line begins on the left').toBeLessThan(log.x + log.width / 2)
  expect(lines.last, 'the Hebrew one stands on the right').toBeGreaterThan(log.x + log.width / 2)

  const box = ada.page.getByRole('textbox', { name: 'Message' })
  const direction = () => box.evaluate((element) => getComputedStyle(element).direction)
  await box.fill('שלום')
  expect(await direction()).toBe('rtl')
  await box.fill('hello')
  expect(await direction()).toBe('ltr')
  await noa.client.close()
  await ada.page.close()
})

test('a long name is cut, and never the number that tells its bearers apart', async () => {
  const name = 'Wolfeschlegelsteinhausenbergerdorff Maximilian von und zu'
  const ada = await (await Participant.open(browser, `${host.base}?room=long`, 'Ada')).join()
  const clients = [await enter('long', name), await enter('long', name)]
  await clients[1]?.client.request('chat.send', { text: 'Hello' })
  const inside = async (part: Locator) => {
    const shown = part.getByText('(2)', { exact: true })
    await shown.waitFor()
    const [number, box] = [await shown.boundingBox(), await part.boundingBox()]
    if (number === null || box === null) throw new Error('It is not drawn.')
    expect(number.x + number.width).toBeLessThanOrEqual(box.x + box.width)
  }
  await inside(ada.tile(`${name} (2)`))
  await ada.button('People').click()
  await inside(ada.page.getByRole('listitem').filter({ hasText: '(2)' }))
  await ada.button('Chat').click()
  await inside(ada.page.getByRole('log', { name: 'Messages' }))
  await ada.page.close()
  for (const { client } of clients) await client.close()
})

test('people who are called the same are told apart in all places, and silenced one by one', async () => {
  const ada = await (await Participant.open(browser, `${host.base}?room=equal`, 'Ada')).join()
  const [first, second] = [await enter('equal', 'Alex'), await enter('equal', 'Аlex')]
  const { page } = ada
  await page.getByRole('status').getByText('Аlex (2) joined').waitFor()
  for (const name of ['Alex', 'Аlex (2)']) await page.getByRole('group', { name, exact: true }).waitFor()
  await ada.button('People').click()
  await ada.button('Actions for Аlex (2)').click()
  await page.getByRole('menuitem', { name: 'Mute for me' }).click()
  await page.getByRole('img', { name: 'Muted for you' }).waitFor()
  expect(await page.getByRole('img', { name: 'Muted for you' }).count()).toBe(1)
  await ada.button('Actions for Аlex (2)').click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('alertdialog', { name: 'Remove Аlex (2)?', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await ada.button('Chat').click()
  expect(await page.locator('select option').allTextContents()).toEqual(['Everyone', 'Alex', 'Аlex (2)'])
  await page.close()
  for (const { client } of [first, second]) await client.close()
})
