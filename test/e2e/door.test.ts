import { type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFindings } from '../fixtures/axeFindings.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

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

test('a locked meeting with a password lets in who knows it and is admitted, and nobody else', async () => {
  const link = `${host.base}?room=demo`
  const ada = await (await Participant.open(browser, link, 'Ada')).join()
  await ada.button('More').click()
  await ada.page.getByRole('menuitem', { name: 'Who may join' }).click()
  await ada.page.getByRole('textbox', { name: 'New password' }).fill('open sesame')
  await ada.button('Set password').click()
  await ada.button('Change password').waitFor()
  await ada.page.getByRole('checkbox', { name: 'Let people in one by one' }).click()
  expect(await axeFindings(ada.page)).toEqual([])
  await ada.page.keyboard.press('Escape')
  await ada.page
    .getByRole('img', { name: 'Locked: people are let in one by one' })
    .waitFor({ state: 'attached' })

  // The one is in a hurry and never sees the lobby but for the password.
  const zoe = await Participant.open(browser, `${link}&join=now`, 'Zoe')
  const password = zoe.page.getByRole('textbox', { name: 'Password' })
  await password.fill('open sesam')
  await zoe.page.keyboard.press('Enter')
  await zoe.page.getByText('That is not the password of this meeting.').waitFor()
  expect(await axeFindings(zoe.page)).toEqual([])
  expect(await password.inputValue()).toBe('open sesam')
  await zoe.page.keyboard.press('End')
  await zoe.page.keyboard.type('e')
  await zoe.page.keyboard.press('Enter')
  await zoe.page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
  expect(await axeFindings(zoe.page)).toEqual([])
  expect(zoe.received.join('\n'), 'what waits outside learns nothing of the room').not.toContain('Ada')

  await ada.page.getByRole('status').getByText('Zoe is waiting to be let in').waitFor()
  await ada.button('People').click()
  await ada.page.getByRole('list', { name: 'Waiting to be let in' }).waitFor()
  expect(await axeFindings(ada.page)).toEqual([])
  await ada.button('Admit Zoe').click()
  await zoe.sees('Ada')
  // The address has switched nothing on, and neither has being let in.
  await zoe.button('Unmute microphone').waitFor()
  await zoe.button('Turn camera on').click()
  await ada.sees('Zoe')

  const yuri = await Participant.open(browser, link, 'Yuri')
  await yuri.button('Join').click()
  await yuri.button('Join now').click()
  await yuri.page.getByRole('textbox', { name: 'Password' }).fill('open sesame')
  await yuri.button('Join now').click()
  await ada.button('Decline Yuri').click()
  await yuri.page.getByRole('heading', { name: 'You were not let in' }).waitFor()
  // He asks again, with the password that he has typed before; the host has had enough of it.
  await yuri.button('Ask again').click()
  await yuri.page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
  await yuri.button('Cancel').click()
  await yuri.button('Join now').waitFor()
  await ada.button('Decline Yuri').waitFor({ state: 'detached' })
  expect(await ada.tile('Yuri').count()).toBe(0)
})
