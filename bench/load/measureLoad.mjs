import { receivedOf } from '../compare/receivedOf.mjs'
import { cpuMs, familyOf, isWorker } from '../compare/processes.mjs'
import { openPerson } from '../compare/products.mjs'
import { percentile } from '../figures.mjs'
import { haveNoDevices } from '../compare/showing.mjs'
import { startCrowd } from './startCrowd.mjs'
import { unreadPackets } from './unreadPackets.mjs'

const ROOM = 'bench'
/** Key frames and the first seconds of every encoder and buffer are over by then. */
const SETTLE_MS = 4000
const FIRST_PACKET_MS = 15_000
const CHAT_LINES = 100
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/**
 * Puts a load on a product and measures how it is carried: some send, and all the others watch; pages of a real browser,
 * which send nothing, are witnesses.
 *
 * @param load `senders`, `viewers` (who come all at once, when everything runs), `recordings` that the senders send,
 *   `seconds` to measure, `flags` for the host, `witnesses`: how many of these there are.
 */
export async function measureLoad(
  browser,
  product,
  { senders, viewers, recordings, seconds, flags = [], witnesses = 2 },
) {
  const host = await product.start(flags)
  const crowd = await startCrowd({ product: product.name, base: host.base, room: ROOM })
  const pages = []
  try {
    const entered = await crowd.enter(senders)
    await crowd.send(senders, recordings)
    for (let witness = 0; witness < witnesses; witness += 1) {
      const options = { cold: true, prepare: haveNoDevices }
      const page = await openPerson(browser, product, host, `Witness${witness}`, options)
      pages.push(page)
      await page.join()
      await page.waitForAll(senders)
    }
    const came = viewers === 0 ? entered : await crowd.enter(viewers, FIRST_PACKET_MS)
    await sleep(SETTLE_MS)
    const family = familyOf(host.pid)
    const [workers, node] = [family.filter(isWorker), family.filter((pid) => !isWorker(pid))]
    const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo')
    const browsing = processInfo.map(({ id }) => id)
    const look = async () => ({
      crowd: await crowd.counted(),
      pages: await Promise.all(pages.map(({ page }) => page.evaluate(receivedOf))),
      workers: workers.map((pid) => cpuMs([pid])),
      nodeMs: cpuMs(node),
      browserMs: cpuMs(browsing),
      unread: {
        host: unreadPackets(workers),
        crowd: unreadPackets([crowd.pid]),
        browser: unreadPackets(browsing),
      },
    })
    const before = await look()
    await sleep(seconds * 1000)
    const after = await look()
    const chat = await crowd.chat(CHAT_LINES)
    return {
      joinedMs: Math.max(...came.joinedMs),
      firstMs: came.firstMs.includes(null) ? null : Math.max(...came.firstMs),
      ...between(before, after, { senders, viewers, recordings: recordings.length }),
      chatP50: percentile(chat, 50),
      chatP99: percentile(chat, 99),
    }
  } finally {
    await Promise.all(pages.map((page) => page.close()))
    await crowd.stop()
    await host.stop()
  }
}

/** How long lines of chat take in a room in which nothing else happens. */
export async function measureIdleChat(product) {
  const host = await product.start()
  const crowd = await startCrowd({ product: product.name, base: host.base, room: ROOM })
  try {
    await crowd.enter(12)
    return percentile(await crowd.chat(CHAT_LINES), 99)
  } finally {
    await crowd.stop()
    await host.stop()
  }
}

function between(before, after, { senders, viewers }) {
  const passed = (pick) => pick(after) - pick(before)
  const ms = passed(({ crowd }) => crowd.at)
  const share = (used) => (100 * used) / ms
  const sent = passed(({ crowd }) => crowd.sent)
  const received = passed(({ crowd }) => crowd.received)
  // Everyone gets what the others send; those who send get all but their own.
  const expected = sent * (senders + viewers) - sent
  const numbered = passed(({ crowd }) => crowd.numbered)
  const witnessed = before.pages.map((page, index) => witness(page, after.pages[index]))
  const mean = (field) => witnessed.reduce((sum, one) => sum + one[field], 0) / witnessed.length
  return {
    sentPerSecond: (sent * 1000) / ms,
    receivedPerSecond: (received * 1000) / ms,
    mbit: (passed(({ crowd }) => crowd.receivedBytes) * 8) / ms / 1000,
    /** By the numbers that the packets bear, which the host keeps: what was lost on the way to it or behind it is missing. */
    delivered: (100 * numbered) / passed(({ crowd }) => crowd.expected),
    /** By the clock: what is on its way at the beginning and the end counts, so that this is less exact. */
    flow: (100 * received) / expected,
    crowdCpu: share(passed(({ crowd }) => crowd.cpuMs)),
    latestTickMs: after.crowd.latestTickMs,
    workerCpu: Math.max(...before.workers.map((used, index) => share(after.workers[index] - used))),
    workersCpu: before.workers.reduce((sum, used, index) => sum + share(after.workers[index] - used), 0),
    nodeCpu: share(passed(({ nodeMs }) => nodeMs)),
    browserCpu: share(passed(({ browserMs }) => browserMs)),
    unreadPerSecond: Object.fromEntries(
      Object.keys(before.unread).map((who) => [who, (passed(({ unread }) => unread[who]) * 1000) / ms]),
    ),
    concealed: mean('concealed'),
    freezes: mean('freezes'),
    framesPerSecond: mean('framesPerSecond'),
    pageLost: mean('lost'),
  }
}

function witness(before, after) {
  const passed = (field) => after[field] - before[field]
  return {
    concealed: (100 * passed('concealed')) / passed('samples'),
    freezes: passed('freezes'),
    lost: (100 * passed('lost')) / Math.max(1, passed('packets') + passed('lost')),
    framesPerSecond: (1000 * passed('frames')) / (after.at - before.at) / after.pictures,
  }
}
