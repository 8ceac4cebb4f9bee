import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { TcpRelay } from '../../test/fixtures/TcpRelay.ts'
import { openPerson } from './products.mjs'

const CUT_MS = 5000
const SETTLE_MS = 4000
/** Whoever is not back by then is said never to be. */
const PATIENCE_MS = 15_000
/** No camera of ten frames a second pauses for so long by itself. */
const STANDSTILL_MS = 500
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

const ROWS = {
  pause: ['signaling cut for 5 s: longest pause of a picture meanwhile (ms)', '≤ 200'],
  back: ['… pictures move again after it (ms; 0: they never stopped; –: not within 15 s)', '≤ 1000'],
  killed: ['host killed and started again: pictures move again (ms; –: not within 15 s)', '≤ 1500'],
}

/** Two people in a call: what a cut of one's signaling and the death of the host do to their pictures. */
export const breaking = {
  goals: Object.fromEntries(Object.values(ROWS)),
  async round(product, note) {
    const host = await product.start()
    const relay = await TcpRelay.to(Number(new URL(host.base).port))
    const browser = await launchBrowser()
    try {
      const bases = [host.base, host.base.replace(/:\d+\//, `:${new URL(relay.base).port}/`)]
      const people = []
      for (const [index, name] of ['Anna', 'Bert'].entries()) {
        const person = await openPerson(browser, product, { ...host, base: bases[index] }, name)
        people.push(person)
        await person.join()
        await Promise.all(people.map((one) => one.waitForAll(people.length - 1)))
      }
      await sleep(SETTLE_MS)
      const watches = people.map(({ page }, index) => watch(page, people[1 - index].name))
      await Promise.all(watches.map(({ begin }) => begin()))
      relay.cut()
      await sleep(CUT_MS)
      const paused = await Promise.all(watches.map(({ look }) => look()))
      note(ROWS.pause[0], Math.max(...paused.map(({ longest }) => longest)))
      relay.mend()
      note(ROWS.back[0], await returned(watches, Date.now()))

      await sleep(SETTLE_MS)
      await Promise.all(watches.map(({ begin }) => begin()))
      const killedAt = Date.now()
      await host.killed()
      await sleep(STANDSTILL_MS * 2)
      note(ROWS.killed[0], await returned(watches, killedAt))
    } finally {
      await browser.close()
      relay.close()
      await host.stop()
    }
  },
}

/** How long after a time everyone's picture moved again; 0 where none stands still. */
async function returned(watches, since) {
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    const seen = await Promise.all(watches.map(({ look }) => look()))
    if (seen.every(({ still }) => still < STANDSTILL_MS))
      return Math.max(
        0,
        ...seen.filter(({ longest }) => longest > STANDSTILL_MS).map(({ endedAt }) => endedAt - since),
      )
    await sleep(50)
  }
  return Number.NaN
}

/** Watches somebody's picture in a page. `look` tells the longest pause since `begin`, when it ended, and the present one. */
function watch(page, name) {
  return {
    begin: () => page.evaluate(watchPicture, name),
    look: () =>
      page.evaluate(() => {
        const { last, longest, endedAt } = window.watchedPicture
        const still = Date.now() - last
        return { still, longest: Math.max(longest, still), endedAt }
      }),
  }
}

/** Runs in the page. The picture's element may be another one after a while. */
function watchPicture(name) {
  const picture = { last: Date.now(), longest: 0, endedAt: 0 }
  window.watchedPicture = picture
  const watched = new WeakSet()
  const find = () => {
    if (window.watchedPicture !== picture) return
    for (const video of document.querySelectorAll(`[role="group"][aria-label="${name}"] video`)) {
      if (watched.has(video)) continue
      watched.add(video)
      const shown = () => {
        const now = Date.now()
        if (now - picture.last > picture.longest)
          Object.assign(picture, { longest: now - picture.last, endedAt: now })
        picture.last = now
        video.requestVideoFrameCallback(shown)
      }
      video.requestVideoFrameCallback(shown)
    }
    setTimeout(find, 10)
  }
  find()
}
