/**
 * `node scripts/env.mjs -- node bench/hostKilled.mjs [runs]`: four people talk, and the host's process is killed and
 * started again at once, as its supervisor does the first time. Tells when everyone was back, when all twelve pictures moved again, and whether people,
 * roles and every acknowledged line of chat were there. Prints a table. Build first.
 */
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { MortalHost } from '../test/fixtures/MortalHost.ts'
import { median, percentile, table } from './figures.mjs'

const PEOPLE = ['Alice', 'Bob', 'Carol', 'Dan']
const runs = Number(process.argv[2] ?? 20)
/** The standbys come up meanwhile, so that each run begins alike. */
const BETWEEN_MS = 4000
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** In a page: waits until it is connected again, then until every other tile shows a frame of a new track. */
async function allBack([before, killedAt]) {
  const lost = () => document.body.textContent.includes('Connection lost.')
  while (!lost()) await new Promise((done) => setTimeout(done, 2))
  while (lost()) await new Promise((done) => setTimeout(done, 2))
  const linkMs = Date.now() - killedAt
  await Promise.all(
    [...document.querySelectorAll('[role="group"] video')]
      .filter((video) => before[video.closest('[role="group"]').ariaLabel] !== undefined)
      .map(async (video) => {
        const name = video.closest('[role="group"]').ariaLabel
        const track = () => video.srcObject?.getVideoTracks()[0]?.id
        while (track() === undefined || track() === before[name])
          await new Promise((done) => setTimeout(done, 2))
        await new Promise((done) => video.requestVideoFrameCallback(done))
      }),
  )
  return { linkMs, picturesMs: Date.now() - killedAt }
}

const row = (what, figures) => [
  what,
  `${figures.length}`,
  `${Math.round(median(figures))} ms`,
  `${Math.round(percentile(figures, 100))} ms`,
]

const host = await MortalHost.start([], undefined, 'dist/main/cli.js')
const browser = await launchBrowser()
try {
  const people = []
  for (const name of PEOPLE)
    people.push(await (await Participant.open(browser, `${host.base}?room=bench`, name)).join())
  for (const one of people) for (const other of people) if (one !== other) await one.sees(other.name)
  const [links, pictures] = [[], []]
  let faults = 0
  for (let run = 1; run <= runs; run += 1) {
    await people[run % 4].say(`line ${run}`)
    for (const one of people) await one.reads(`line ${run}`)
    const before = await Promise.all(
      people.map(async (one) => {
        const others = people.filter((other) => other !== one)
        return Object.fromEntries(
          await Promise.all(others.map(async ({ name }) => [name, await one.pictureOf(name)])),
        )
      }),
    )
    const killedAt = Date.now()
    const watching = people.map(({ page }, index) => page.evaluate(allBack, [before[index], killedAt]))
    await host.end('SIGKILL')
    await host.start()
    const back = await Promise.all(watching)
    links.push(Math.max(...back.map(({ linkMs }) => linkMs)))
    pictures.push(Math.max(...back.map(({ picturesMs }) => picturesMs)))
    for (const { page } of people) {
      const text = await page.locator('[role="log"]').textContent()
      for (let line = 1; line <= run; line += 1)
        if (text.split(new RegExp(`line ${line}(?!\\d)`)).length !== 2) faults += 1
      if ((await page.locator('[role="group"] video').count()) < PEOPLE.length) faults += 1
    }
    console.error(run, back.map(({ linkMs, picturesMs }) => `${linkMs}/${picturesMs}`).join(' '))
    await sleep(BETWEEN_MS)
  }
  console.log(
    table(
      ['Fault', 'Runs', 'Median', 'Worst'],
      [
        row('host killed, four people: until everyone is connected again', links),
        row('… until all twelve pictures move again', pictures),
      ],
    ),
  )
  console.log(`Lines lost or doubled, or people missing: ${faults}`)
} finally {
  await browser.close()
  await host.stop()
}
