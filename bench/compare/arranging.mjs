import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { record } from '../load/record.mjs'
import { startCrowd } from '../load/startCrowd.mjs'
import { openPerson } from './products.mjs'
import { haveNoDevices } from './showing.mjs'

const PEOPLE = 12
const SETTLE_MS = 4000
/** Longer than a client gathers what changes together. */
const WATCHED_MS = 1500
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

const CHANGES = {
  'to the speaker view': (page) => page.keyboard.press('g'),
  'pin somebody': (page) => page.keyboard.press('3'),
  'release the pin': (page) => page.keyboard.press('Escape'),
  'back to the gallery': (page) => page.keyboard.press('g'),
  'the window half as large': (page) => page.setViewportSize({ width: 512, height: 350 }),
  'next page': (page) => page.keyboard.press('PageDown'),
  'the window as before': (page) => page.setViewportSize({ width: 1024, height: 700 }),
}
const requestRow = (change) => `${change}: requests`
const byteRow = (change) => `${change}: bytes, both ways`

/** What each change of the layout costs in signaling, with twelve people in the room. The bare page has one layout. */
export const arranging = {
  goals: Object.fromEntries(Object.keys(CHANGES).flatMap((change) => [[requestRow(change), '≤ 1']])),
  async round(product, note) {
    if (product.name === 'bare') return
    const folder = await mkdtemp(join(tmpdir(), 'hearth-layouts-'))
    const host = await product.start()
    const crowd = await startCrowd({ product: product.name, base: host.base, room: 'bench' })
    const browser = await launchBrowser()
    try {
      const recordings = (await record(folder, 150_000)).filter(({ kind }) => kind === 'video')
      await crowd.enter(PEOPLE)
      await crowd.send(
        PEOPLE,
        recordings.map(({ file }) => file),
      )
      const options = { cold: true, counted: true, prepare: haveNoDevices }
      const person = await openPerson(browser, product, host, 'Watcher', options)
      await person.join()
      await person.waitForAll(PEOPLE)
      await sleep(SETTLE_MS)
      for (const [change, act] of Object.entries(CHANGES)) {
        const before = { ...person.frames }
        await act(person.page)
        await sleep(WATCHED_MS)
        note(requestRow(change), person.frames.sent - before.sent)
        note(byteRow(change), person.frames.bytes - before.bytes)
      }
    } finally {
      await browser.close()
      await crowd.stop()
      await host.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
