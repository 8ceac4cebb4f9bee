/**
 * `node scripts/env.mjs -- node scripts/screenshots.mjs [name…]`: takes pictures of every screen into
 * artifacts/screenshots: light and dark, wide and narrow, with 1, 2, 5 and 12 people. Build first.
 */
import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { builtClient, startHost } from '../test/fixtures/startHost.ts'

const FOLDER = resolve(import.meta.dirname, '../artifacts/screenshots')
const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { look: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { look: 'narrow', colorScheme: 'light', viewport: { width: 375, height: 740 } },
  { look: 'narrow-dark', colorScheme: 'dark', viewport: { width: 375, height: 740 } },
]
const NAMES = [
  'Alice',
  'Bob',
  'Carol Ng',
  'Dávid',
  'Elif',
  'Farid',
  'Grace',
  'Hiro',
  'Ines',
  'Jon',
  'Kofi',
  'Lena',
]

const wanted = process.argv.slice(2)
const host = await startHost({ staticDir: builtClient })
const browser = await launchBrowser()
await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })

const link = (room) => `${host.base}?room=${encodeURIComponent(room)}`

async function picture(page, screen) {
  if (wanted.length > 0 && !wanted.some((word) => screen.includes(word))) return
  for (const { look, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(viewport)
    // Two frames: one to lay out, one to paint.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: resolve(FOLDER, `${screen}-${look}.png`) })
  }
  console.log(screen)
}

try {
  const people = [await Participant.open(browser, link('Team standup'), NAMES[0])]
  const [alice] = people
  await picture(alice.page, '1-home')
  await alice.button('Join').click()
  await alice.button('Join now').waitFor()
  await alice.page.getByRole('combobox', { name: 'Camera' }).waitFor()
  await picture(alice.page, '2-lobby')
  await alice.enter()
  await picture(alice.page, '3-call-1')
  for (const [index, name] of NAMES.entries()) {
    if (index === 0) continue
    const person = await Participant.open(browser, link('Team standup'), name)
    await person.join()
    people.push(person)
    if (index % 4 === 2) await person.button('Turn camera off').click()
    if (index % 3 === 0) await person.button('Mute microphone').click()
    if (![1, 4, 11].includes(index)) continue
    await alice.tile(name).waitFor()
    for (const other of NAMES.slice(1, index + 1)) {
      if (NAMES.indexOf(other) % 4 !== 2) await alice.sees(other)
    }
    await picture(alice.page, `3-call-${index + 1}`)
    if (index !== 4) continue
    await person.button('Raise hand').click()
    await person.say('Shall we begin? The agenda is at https://wiki.example/standup')
    await people[1].say('Yes, please.\nI have to go at ten.')
    await people[2].say('<img src=x onerror=alert(1)> stays text')
    await alice.say('Good morning all!')
    await alice.reads('Good morning all!')
    await picture(alice.page, '4-chat')
    await alice.button('Chat').click()
    await alice.button('People').click()
    await picture(alice.page, '5-people')
    await alice.button('People').click()
    await alice.button('More').click()
    await picture(alice.page, '6-more')
    await alice.page.keyboard.press('Escape')
    await alice.button('Reactions').click()
    await picture(alice.page, '6-reactions')
    await alice.page.keyboard.press('Escape')
  }
  await alice.button('Leave').click()
  await picture(alice.page, '8-left')
  const nobody = await Participant.open(browser, link('Empty'), 'Nobody')
  await nobody.page.context().setOffline(true)
  await nobody.button('Join').click()
  await picture(nobody.page, '9-offline')
} finally {
  await browser.close()
  await host.stop()
}
