/**
 * `node scripts/env.mjs -- node scripts/doorPictures.mjs`: takes pictures of locks and passwords, on both sides of the
 * door, into artifacts/screenshots/door: light and dark, wide and narrow. Build first.
 */
import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { builtClient, startHost } from '../test/fixtures/startHost.ts'
import { TestClient } from '../test/fixtures/TestClient.ts'

const FOLDER = resolve(import.meta.dirname, '../artifacts/screenshots/door')
const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { look: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { look: 'narrow', colorScheme: 'light', viewport: { width: 375, height: 740 } },
]

const host = await startHost({ staticDir: builtClient })
const browser = await launchBrowser()
await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })
const link = `${host.base}?room=${encodeURIComponent('Team standup')}`

async function picture(page, screen) {
  for (const { look, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(viewport)
    // Two frames: one to lay out, one to paint.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: resolve(FOLDER, `${screen}-${look}.png`) })
  }
  await page.setViewportSize(LOOKS[0].viewport)
  console.log(screen)
}

const guests = []
async function ring(name) {
  const client = await TestClient.connect(host.base)
  guests.push(client)
  await client.request('lobby.knock', { room: 'Team standup', name, password: 'open sesame' })
}

try {
  const alice = await Participant.open(browser, link, 'Alice')
  await alice.page.setViewportSize(LOOKS[0].viewport)
  await alice.join()
  await alice.button('More').click()
  await alice.page.getByRole('menuitem', { name: 'Who may join' }).click()
  const box = alice.page.getByRole('textbox', { name: 'New password' })
  await box.fill('abc')
  await alice.button('Set password').click()
  await picture(alice.page, '1-dialog-short')
  await box.fill('open sesame')
  await alice.button('Set password').click()
  await alice.button('Copy password').waitFor()
  await alice.page.getByRole('checkbox', { name: 'Let people in one by one' }).click()
  await picture(alice.page, '2-dialog-set')
  await alice.page.keyboard.press('Escape')
  await alice.button('Invite').click()
  await alice.button('Copy invitation').waitFor()
  await picture(alice.page, '3-invite')
  await alice.page.keyboard.press('Escape')

  const zoe = await Participant.open(browser, link, 'Zoe Ng')
  await zoe.button('Join').click()
  await zoe.button('Join now').click()
  const password = zoe.page.getByRole('textbox', { name: 'Password' })
  await password.waitFor()
  await picture(zoe.page, '4-password-asked')
  await password.fill('open sesam')
  await zoe.button('Join now').click()
  await zoe.page.getByText('That is not the password of this meeting.').waitFor()
  await zoe.button('Show password').click()
  await picture(zoe.page, '5-password-wrong')
  await password.fill('open sesame')
  await zoe.button('Join now').click()
  await zoe.page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
  await picture(zoe.page, '6-waiting')

  await alice.page.getByText('Zoe Ng is waiting to be let in').waitFor()
  await picture(alice.page, '7-toast')
  for (const name of ['Yuri', 'Xaver Maximilian von und zu Hohenstein-Unterwalden']) await ring(name)
  await alice.button('People').click()
  await alice.button('Admit all').waitFor()
  await picture(alice.page, '8-people')
  await alice.button('Decline Zoe Ng').click()
  await zoe.page.getByRole('heading', { name: 'You were not let in' }).waitFor()
  await picture(zoe.page, '9-declined')
  await zoe.button('Ask again').click()
  await zoe.page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
  await alice.button('Leave').click()
  await zoe.page.getByRole('heading', { name: 'The meeting has ended' }).waitFor()
  await picture(zoe.page, '10-over')
} finally {
  for (const guest of guests) await guest.close()
  await browser.close()
  await host.stop()
}
