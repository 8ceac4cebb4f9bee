import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { record } from '../load/record.mjs'
import { startCrowd } from '../load/startCrowd.mjs'
import { cpuMs } from './processes.mjs'
import { openPerson } from './products.mjs'
import { receivedOf } from './receivedOf.mjs'

const TILES = [4, 9, 25]
const BITRATE = 150_000
const SETTLE_MS = 5000
const MEASURED_MS = 8000
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const cpuRow = (tiles) => `client CPU with ${tiles} tiles, all processes of the browser (%)`
const frameRow = (tiles) => `… frames a second in each of ${tiles} tiles`

/** Somebody who sends nothing watches 4, 9 and 25 people, whom a load generator plays with recorded pictures. */
export const showing = {
  goals: Object.fromEntries(
    TILES.flatMap((tiles) => [
      [cpuRow(tiles), ''],
      [frameRow(tiles), ''],
    ]),
  ),
  async round(product, note) {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-tiles-'))
    try {
      const recordings = (await record(folder, BITRATE)).map(({ file }) => file)
      for (const tiles of TILES) await watch(product, note, tiles, recordings)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function watch(product, note, tiles, recordings) {
  const host = await product.start()
  const crowd = await startCrowd({ product: product.name, base: host.base, room: 'bench' })
  const browser = await launchBrowser()
  try {
    await crowd.enter(tiles)
    await crowd.send(tiles, recordings)
    const options = { cold: true, prepare: haveNoDevices }
    const person = await openPerson(browser, product, host, 'Watcher', options)
    await person.join()
    await person.waitForAll(tiles)
    await sleep(SETTLE_MS)
    const cdp = await browser.newBrowserCDPSession()
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
    const look = async () => ({
      ms: cpuMs(processInfo.map(({ id }) => id)),
      ...(await person.page.evaluate(receivedOf)),
    })
    const before = await look()
    await sleep(MEASURED_MS)
    const after = await look()
    const seconds = (after.at - before.at) / 1000
    note(cpuRow(tiles), (after.ms - before.ms) / seconds / 10)
    note(frameRow(tiles), (after.frames - before.frames) / seconds / tiles)
  } finally {
    await browser.close()
    await crowd.stop()
    await host.stop()
  }
}

/** Runs in the page: somebody without camera and microphone. */
export function haveNoDevices() {
  navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
}
