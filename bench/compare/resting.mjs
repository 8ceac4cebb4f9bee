import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { median } from '../figures.mjs'
import { cpuMs, familyOf, isWorker, pssMiB } from './processes.mjs'
import { openPerson } from './products.mjs'
import { receivedOf } from './receivedOf.mjs'

const PEOPLE = 6
/** Encoders have reached their bitrate by then, and whatever is set up after a join is. */
const SETTLE_MS = 8000
const MEASURED_MS = 10_000
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

const ROWS = {
  perMbit: ['host CPU per forwarded Mbit, 6 people (ms)', '≤ 1.1×'],
  perPerson: ['host CPU per person (% of a core)', ''],
  memory: ['host memory (PSS), 6 people (MiB)', '≤ 90'],
  unsupervised: ['… without the process that supervises (MiB)', ''],
  further: ['… per further person (MiB)', '< 1'],
  mainThread: ['page’s main thread, 6 people (CPU, % of a core)', '≤ 8'],
  heap: ['page’s JS heap (MiB)', '≤ 12'],
  buffer: ['receive jitter buffer, 6 people (ms)', '≤ 1.2×'],
  frames: ['socket frames per person and second at rest', '≤ 0.1'],
}

/** Six people sit in a call and do nothing: what that costs the host and their pages. */
export const resting = {
  goals: Object.fromEntries(Object.values(ROWS)),
  async round(product, note) {
    const host = await product.start()
    const browser = await launchBrowser()
    try {
      const people = []
      const memory = {}
      for (let number = 1; number <= PEOPLE; number += 1) {
        const person = await openPerson(browser, product, host, `Person${number}`, { counted: true })
        people.push(person)
        await person.join()
        await Promise.all(people.map((one) => one.waitForAll(number - 1)))
        if (number !== 2) continue
        await sleep(SETTLE_MS)
        memory[number] = pssMiB(familyOf(host.pid))
      }
      await sleep(SETTLE_MS)
      const family = familyOf(host.pid)
      const look = async () => ({
        at: performance.now(),
        hostMs: cpuMs(family),
        frames: people.reduce((sum, { frames }) => sum + frames.frames, 0),
        pages: await Promise.all(
          people.map(async ({ page }) => ({
            ...(await page.evaluate(receivedOf)),
            ...(await mainThreadOf(page)),
          })),
        ),
      })
      const before = await look()
      await sleep(MEASURED_MS)
      const after = await look()
      const passed = (pick) => pick(after) - pick(before)
      const ms = passed(({ at }) => at)
      const ofPages = (field) => after.pages.map((page, index) => page[field] - before.pages[index][field])
      const total = (field) => ofPages(field).reduce((sum, figure) => sum + figure, 0)
      const tell = (row, figure) => note(ROWS[row][0], figure)
      tell('perMbit', passed(({ hostMs }) => hostMs) / ((total('bytes') * 8) / 1e6))
      tell('perPerson', (100 * passed(({ hostMs }) => hostMs)) / ms / PEOPLE)
      memory[PEOPLE] = pssMiB(family)
      tell('memory', memory[PEOPLE])
      tell('unsupervised', pssMiB(carriersIn(family)))
      tell('further', (memory[PEOPLE] - memory[2]) / (PEOPLE - 2))
      tell('mainThread', (100 * median(ofPages('taskMs'))) / ms)
      tell('heap', median(await Promise.all(people.map(({ page }) => heapOf(page)))))
      tell('buffer', total('delayMs') / total('emitted'))
      tell('frames', passed(({ frames }) => frames) / (ms / 1000) / PEOPLE)
    } finally {
      await browser.close()
      await host.stop()
    }
  },
}

/** The workers and the process that has started them. */
export function carriersIn(family) {
  return family.filter((pid) => isWorker(pid) || familyOf(pid).slice(1).every(isWorker))
}

/**
 * The browser counts only while somebody listens, so that each page has one listener from the first look on. Time in
 * which another process had the core does not count: six pages share two cores here.
 */
const listening = new WeakMap()

async function mainThreadOf(page) {
  if (!listening.has(page)) {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    listening.set(page, cdp)
  }
  const { metrics } = await listening.get(page).send('Performance.getMetrics')
  return { taskMs: metrics.find(({ name }) => name === 'TaskDuration').value * 1000 }
}

async function heapOf(page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  await cdp.detach()
  return usedSize / 1024 / 1024
}
