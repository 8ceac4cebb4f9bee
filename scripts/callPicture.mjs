/**
 * `node scripts/env.mjs -- node scripts/callPicture.mjs`: takes docs/call.png, the README's picture of a real call.
 * Three browsers with cameras that show drawn people meet on a real host. Build first.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { builtClient, startHost } from '../test/fixtures/startHost.ts'
import { HEIGHT, portrait, WIDTH } from './picturing/portrait.mjs'

const PEOPLE = [
  {
    name: 'Alice',
    wall: ['#c9d6df', '#7d95a8'],
    skin: '#e8b996',
    hair: '#5b3a29',
    shirt: '#2f5d62',
    lean: 0,
  },
  {
    name: 'Bob',
    wall: ['#f1dfc4', '#c79d6b'],
    skin: '#8d5a3b',
    hair: '#1e1a17',
    shirt: '#e9e4d8',
    lean: -14,
  },
  {
    name: 'Carol',
    wall: ['#d9e4d2', '#7f9f84'],
    skin: '#f0cdb2',
    hair: '#c98b3f',
    shirt: '#8c3b4a',
    lean: 16,
  },
]

/** A picture as the only frame of a Y4M file, converted by the BT.601 matrix that Chromium expects. */
function y4m(rgba) {
  const luma = Buffer.alloc(WIDTH * HEIGHT)
  const [blue, red] = [Buffer.alloc(luma.length / 4), Buffer.alloc(luma.length / 4)]
  for (let index = 0; index < luma.length; index += 1) {
    const [r, g, b] = [rgba[index * 4], rgba[index * 4 + 1], rgba[index * 4 + 2]]
    luma[index] = 16 + 0.257 * r + 0.504 * g + 0.098 * b
    const [column, row] = [index % WIDTH, Math.floor(index / WIDTH)]
    if (column % 2 === 1 || row % 2 === 1) continue
    const at = (row / 2) * (WIDTH / 2) + column / 2
    blue[at] = 128 - 0.148 * r - 0.291 * g + 0.439 * b
    red[at] = 128 + 0.439 * r - 0.368 * g - 0.071 * b
  }
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420\nFRAME\n`)
  return Buffer.concat([head, luma, blue, red])
}

async function camera(browser, person, folder) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } })
  await page.setContent(`<body style="margin:0">${portrait(person)}</body>`)
  const image = (await page.screenshot()).toString('base64')
  const pixels = await page.evaluate(async (data) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
    pen.drawImage(picture, 0, 0)
    return [...pen.getImageData(0, 0, picture.width, picture.height).data]
  }, image)
  await page.close()
  const file = join(folder, `${person.name}.y4m`)
  await writeFile(file, y4m(pixels))
  return file
}

const folder = await mkdtemp(join(tmpdir(), 'hearth-picture-'))
const host = await startHost({ staticDir: builtClient })
const studio = await launchBrowser()
const browsers = []
try {
  const people = []
  for (const person of PEOPLE) {
    const browser = await launchBrowser(await camera(studio, person, folder))
    browsers.push(browser)
    people.push(
      await (await Participant.open(browser, `${host.base}?room=Team%20standup`, person.name)).join(),
    )
  }
  const [alice, bob, carol] = people
  await bob.say('Morning! Coffee is on.')
  await carol.say('The notes are at https://wiki.lan/standup')
  await alice.say('Thanks, reading them now.')
  await carol.button('Raise hand').click()
  await alice.reads('Thanks, reading them now.')
  await alice.sees('Bob')
  await alice.sees('Carol')
  await alice.page.setViewportSize({ width: 1280, height: 760 })
  await alice.page.emulateMedia({ colorScheme: 'dark' })
  await alice.tile('Carol').getByRole('img', { name: 'Hand raised' }).waitFor()
  // The note about the raised hand goes after a moment; the picture is of the call.
  await alice.page.getByText('Carol raised a hand').waitFor({ state: 'detached' })
  await alice.page.screenshot({ path: resolve(import.meta.dirname, '../docs/call.png') })
} finally {
  await Promise.all([studio, ...browsers].map((browser) => browser.close()))
  await host.stop()
  await rm(folder, { recursive: true, force: true })
}
