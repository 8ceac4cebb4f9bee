/**
 * `node scripts/env.mjs -- node bench/recovery.mjs [runs]`: how long pictures are gone when the media worker is killed
 * or hangs, with four people; and what a signaling cut of five seconds does to them. Prints a table. Build first.
 */
import { followCarrier } from '../test/fixtures/followCarrier.ts'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { builtClient, startHost } from '../test/fixtures/startHost.ts'
import { TcpRelay } from '../test/fixtures/TcpRelay.ts'
import { median, percentile, table } from './figures.mjs'
import { traceSteps } from './recoveryTrace.mjs'

const PEOPLE = ['Alice', 'Bob', 'Carol', 'Dan']
const CUT_MS = 5000
const runs = Number(process.argv[2] ?? 20)
/** `--trace` tells every step of each page, in milliseconds since the worker was killed. */
const traced = process.argv.includes('--trace')
const prepare = async (page) => traced && (await page.addInitScript(traceSteps))

const workers = followCarrier()
const host = await startHost({ staticDir: builtClient })
const relay = await TcpRelay.to(host.port)
const browser = await launchBrowser()

/** In a page: waits until every other tile shows a frame of another track than before. */
function allAnew(before) {
  return Promise.all(
    [...document.querySelectorAll('[role="group"] video')]
      .filter((video) => before[video.closest('[role="group"]').ariaLabel] !== undefined)
      .map(async (video) => {
        const name = video.closest('[role="group"]').ariaLabel
        const track = () => video.srcObject?.getVideoTracks()[0]?.id
        while (track() === undefined || track() === before[name])
          await new Promise((done) => setTimeout(done, 5))
        window.steps?.push([Date.now(), `track of ${name}`])
        await new Promise((done) => video.requestVideoFrameCallback(done))
        window.steps?.push([Date.now(), `PICTURE of ${name}`])
      }),
  )
}

/** In a page: the longest pause between two frames of any other person's picture, while it is measured. */
function measureGaps(self) {
  window.longestGap = 0
  const measurement = (window.measurement = {})
  for (const video of document.querySelectorAll('[role="group"] video')) {
    if (video.closest('[role="group"]').ariaLabel === self) continue
    let last = performance.now()
    const look = (now) => {
      if (window.measurement !== measurement) return
      window.longestGap = Math.max(window.longestGap, now - last)
      last = now
      video.requestVideoFrameCallback(look)
    }
    video.requestVideoFrameCallback(look)
  }
}

async function tellSteps({ name, page }, startedAt) {
  const steps = await page.evaluate(() => window.steps)
  for (const [at, what] of steps) console.log(name, Math.round(at - startedAt), what)
}

async function workerRuns(people, signal) {
  const figures = []
  for (let run = 0; run < runs; run += 1) {
    const before = await Promise.all(
      people.map(async (one) =>
        Object.fromEntries(
          await Promise.all(
            people
              .filter((other) => other !== one)
              .map(async ({ name }) => [name, await one.pictureOf(name)]),
          ),
        ),
      ),
    )
    if (traced) for (const { page } of people) await page.evaluate(() => (window.steps = []))
    const [started, startedAt] = [performance.now(), Date.now()]
    process.kill(workers.carrier, signal)
    await Promise.all(people.map((one, index) => one.page.evaluate(allAnew, before[index])))
    figures.push(performance.now() - started)
    if (traced) for (const one of people) await tellSteps(one, startedAt)
    // The spare that stepped in needs a spare of its own before the next blow.
    while ((await host.get('health')).body.workers.alive < 1)
      await new Promise((done) => setTimeout(done, 50))
    await new Promise((done) => setTimeout(done, 2500))
  }
  return figures
}

async function cutRuns(alice, bob) {
  const [calm, gaps, back] = [[], [], []]
  const longestGap = () => bob.page.evaluate(() => window.longestGap)
  for (let run = 0; run < runs; run += 1) {
    // What the camera and the browser do by themselves in the same time is no effect of the cut.
    await bob.page.evaluate(measureGaps, bob.name)
    await new Promise((done) => setTimeout(done, CUT_MS))
    calm.push(await longestGap())
    await bob.page.evaluate(measureGaps, bob.name)
    relay.cut()
    await new Promise((done) => setTimeout(done, CUT_MS))
    await alice.say(`line ${run}`)
    const started = performance.now()
    relay.mend()
    await bob.reads(`line ${run}`)
    back.push(performance.now() - started)
    gaps.push(await longestGap())
  }
  return { calm, gaps, back }
}

const row = (what, figures) => [
  what,
  `${figures.length}`,
  `${Math.round(median(figures))} ms`,
  `${Math.round(percentile(figures, 100))} ms`,
]
try {
  const people = []
  for (const [index, name] of PEOPLE.entries()) {
    const base = index === 1 ? relay.base : host.base
    people.push(await (await Participant.open(browser, `${base}?room=bench`, name, { prepare })).join())
  }
  for (const one of people) for (const other of people) if (one !== other) await one.sees(other.name)
  const cut = traced ? { calm: [], gaps: [], back: [] } : await cutRuns(people[0], people[1])
  const killed = await workerRuns(people, 'SIGKILL')
  const hung = await workerRuns(people, 'SIGSTOP')
  console.log(
    table(
      ['Fault', 'Runs', 'Median', 'Worst'],
      [
        row('worker killed, four people: until all twelve pictures move again', killed),
        row('worker hangs (stopped): the same, its detection included', hung),
        row('signaling cut for 5 s: longest pause of a picture meanwhile', cut.gaps),
        row('… the same in five seconds without a cut', cut.calm),
        row('… until the first chat line after the return', cut.back),
      ],
    ),
  )
} finally {
  await browser.close()
  relay.close()
  await host.stop()
}
