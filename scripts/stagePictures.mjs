/**
 * `node scripts/env.mjs -- node scripts/stagePictures.mjs [name…]`: takes pictures of the stage into
 * artifacts/screenshots/stage: galleries of 2, 5, 12, 49 and 60 people, speaker view, spotlight, a share, light and
 * dark, wide and narrow. One window is real; the others are names in a real room, with drawn faces. Build first.
 */
import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { builtClient, startHost } from '../test/fixtures/startHost.ts'
import { TestClient } from '../test/fixtures/TestClient.ts'
import { portrait } from './picturing/portrait.mjs'

const FOLDER = resolve(import.meta.dirname, '../artifacts/screenshots/stage')
const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { look: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { look: 'narrow', colorScheme: 'light', viewport: { width: 375, height: 740 } },
  { look: 'narrow-dark', colorScheme: 'dark', viewport: { width: 375, height: 740 } },
]
const NAMES =
  'Bob,Carol Ng,Dávid,Elif,Farid,Grace,Hiro,Ines,Jon,Kofi,Lena,Maximiliane von Hohenstein,Noor,Olga,Pavel,Quinn,Rosa,Sam'.split(
    ',',
  )
const TONES = [
  ['#c9d6df', '#7d95a8', '#e8b996', '#5b3a29', '#2f5d62'],
  ['#f1dfc4', '#c79d6b', '#8d5a3b', '#1e1a17', '#e9e4d8'],
  ['#d9e4d2', '#7f9f84', '#f0cdb2', '#c98b3f', '#8c3b4a'],
  ['#e6dbe8', '#97829f', '#d9a06f', '#2b211c', '#3c5a86'],
  ['#efe7dc', '#b3a58f', '#f3d5bd', '#7a4a2b', '#50613c'],
]

/** A screen that is worth a closer look. */
const DOCUMENT = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1000"><rect width="1600" height="1000" fill="#fff"/><rect width="1600" height="64" fill="#e9ecf1"/>${Array.from(
  { length: 26 },
  (_, row) =>
    `<rect x="120" y="${130 + row * 32}" width="${300 + ((row * 397) % 900)}" height="${row % 9 === 0 ? 18 : 10}" rx="4" fill="${row % 9 === 0 ? '#2f4a7d' : '#b9c0cc'}"/>`,
).join('')}</svg>`

const asAddress = (svg) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
const FACES = TONES.map(([light, dark, skin, hair, shirt], index) =>
  asAddress(portrait({ wall: [light, dark], skin, hair, shirt, lean: (index - 2) * 9 })),
)

const wanted = process.argv.slice(2)
const host = await startHost({ staticDir: builtClient })
const browser = await launchBrowser()
await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })

/** Lays a drawn picture over each tile, as if a camera were on; every sixth person has none. */
async function draw(page) {
  await page.evaluate(
    ({ faces, screen }) => {
      const region = document.querySelector('section[aria-label="Participants\' video"]')
      for (const [index, tile] of [...region.querySelectorAll('[role="group"]')].entries()) {
        const share = tile.getAttribute('aria-label').endsWith('screen')
        if (tile.querySelector('[data-drawn]') !== null || (!share && index % 6 === 4)) continue
        const face = document.createElement('img')
        face.dataset.drawn = ''
        face.src = share ? screen : faces[index % faces.length]
        face.style.cssText = `position:absolute;inset:0;width:100%;height:100%;object-fit:${share ? 'contain' : 'cover'}`
        if (share) tile.querySelector('video').parentElement.append(face)
        else tile.querySelector(':scope > :has(> span[class*=name]), :scope > [class*=label]').before(face)
      }
    },
    { faces: FACES, screen: asAddress(DOCUMENT) },
  )
}

async function picture(page, name) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) return
  for (const { look, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(viewport)
    await draw(page)
    await page.mouse.move(0, 0)
    // Two frames: one to lay out, one to paint.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: resolve(FOLDER, `${name}-${look}.png`) })
  }
  console.log(name)
}

try {
  const link = `${host.base}?room=Standup`
  const alice = await (await Participant.open(browser, link, 'Alice')).join()
  const { page } = alice
  const others = []
  const fill = async (people) => {
    while (others.length < people - 1) {
      const client = await TestClient.connect(host.base)
      const name = NAMES[others.length] ?? `Guest ${others.length}`
      const { peer } = await client.join('Standup', name)
      others.push({ client, peer, name })
      await alice.grid
        .getByRole('group', { name, exact: true, includeHidden: true })
        .waitFor({ state: 'attached' })
    }
    // What came with them shall not lie over the picture.
    await page.waitForFunction(() => document.querySelector('[role="status"]').childElementCount === 0)
  }
  const key = async (name) => {
    await page.keyboard.press(name)
    await page.waitForFunction(() => document.querySelector('[role="status"]').childElementCount === 0)
  }
  for (const people of [2, 5]) {
    await fill(people)
    await picture(page, `gallery-${people}`)
  }
  await key('g')
  await picture(page, 'speaker-5')
  await key('g')
  await fill(12)
  await picture(page, 'gallery-12')
  await key('3')
  await picture(page, 'pinned-12')
  await key('Escape')
  await page.setViewportSize({ width: 1280, height: 800 })
  await draw(page)
  await alice.tile('Elif').hover()
  await page.screenshot({ path: resolve(FOLDER, 'hover-12.png') })
  await alice.button('Options for Elif').click()
  await page.screenshot({ path: resolve(FOLDER, 'menu-12.png') })
  await page.getByRole('menuitem', { name: 'Spotlight for everyone' }).click()
  await picture(page, 'spotlight-12')
  await page.setViewportSize({ width: 1280, height: 800 })
  await alice.button('Options for Elif').click()
  await page.getByRole('menuitem', { name: 'End the spotlight' }).click()
  await alice.button('More').click()
  await picture(page, 'more-12')
  await page.keyboard.press('Escape')
  const bea = await (await Participant.open(browser, link, 'Bea')).join()
  await bea.button('Share screen').click()
  await bea.button('Stop sharing').waitFor()
  await alice.tile("Bea's screen").waitFor()
  await page.waitForFunction(() => document.querySelector('[role="status"]').childElementCount === 0)
  await picture(page, 'share-13')
  await page.setViewportSize({ width: 1280, height: 800 })
  await draw(page)
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await page.screenshot({ path: resolve(FOLDER, 'share-zoomed.png') })
  const opened = page.context().waitForEvent('page')
  await alice.button('More').click()
  await page.getByRole('menuitem', { name: 'Mini window' }).click()
  const mini = await opened
  await mini.getByRole('toolbar').waitFor()
  await mini.screenshot({ path: resolve(FOLDER, 'mini.png') })
  await mini.close()
  await bea.closeTab()
  await fill(49)
  await picture(page, 'gallery-49')
  await fill(60)
  await picture(page, 'gallery-60')
  await key('PageDown')
  await picture(page, 'gallery-60-page-2')
} finally {
  await browser.close()
  await host.stop()
}
