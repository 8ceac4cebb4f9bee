/**
 * `node scripts/env.mjs -- node bench/congestion.mjs [runs] [seconds] [fault …]`: what bad lines do to a call of two, one
 * of whom sits behind the bad line: packets lost by chance both ways, or 300 kbit/s down. Tells how much sound had to be
 * made up and how pictures stood still meanwhile, and how long after the relief the picture was as large and smooth as before.
 * Faults: 10 20 30 (percent lost), 300 (kbit/s). `--to`, `--from`: looks only at what the one behind the line receives, or
 * sends. `--verbose` tells of each run. Linux, root. Build first.
 */
import { fakeCamera } from '../test/fixtures/fakeCamera.ts'
import { fakeSpeech } from '../test/fixtures/fakeSpeech.ts'
import { impairLink } from '../test/fixtures/impairLink.ts'
import { chromiumProgram, launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { NamespaceLan } from '../test/fixtures/NamespaceLan.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import {
  backInFull,
  concealedShare,
  receptionBetween,
  standstill,
  watchReception,
} from '../test/fixtures/receptionProbe.mjs'
import { spawnHost } from '../test/fixtures/spawnHost.ts'
import { median, percentile, table } from './figures.mjs'

const FAULTS = {
  10: { name: '10 % lost', lossPercent: 10 },
  20: { name: '20 % lost', lossPercent: 20 },
  30: { name: '30 % lost', lossPercent: 30 },
  300: { name: '300 kbit/s down', downBitsPerSecond: 300_000 },
}
const BEFORE_MS = 4000
const GIVE_UP_MS = 60_000
/** After so long nothing is done any more about the fault before. */
const REST_MS = 26_000
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const [runs = 5, seconds = 20, ...chosen] = words.map(Number)
const verbose = process.argv.includes('--verbose')
const faults = chosen.length > 0 ? chosen : Object.keys(FAULTS).map(Number)
const WAYS = { '--to': 'to the one behind it', '--from': 'from the one behind it' }
const asked = Object.keys(WAYS).filter((way) => process.argv.includes(way))
const ways = (asked.length > 0 ? asked : Object.keys(WAYS)).map((way) => WAYS[way])
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Waits until a person's picture is as large as it gets and stays so. */
async function inFull(person, name, lines) {
  for (let last = Date.now(); ; await sleep(200)) {
    const { frames } = await person.page.evaluate(receptionBetween, [Date.now() - BEFORE_MS, Date.now()])
    if (frames[name].some(([, height]) => height < lines) || frames[name].length < 10) last = Date.now()
    if (Date.now() - last > BEFORE_MS + 1000) return
  }
}

async function once(lan, [witness, guest], fault) {
  await sleep(REST_MS)
  const [station] = lan.others
  const ends = [
    { who: WAYS['--to'], person: guest, of: witness.name },
    { who: WAYS['--from'], person: witness, of: guest.name },
  ].filter(({ who }) => ways.includes(who))
  for (const { person, of } of ends) await inFull(person, of, 720)
  const startedAt = Date.now()
  const relieve = await impairLink(lan, station, fault)
  await sleep(seconds * 1000)
  await relieve()
  const relievedAt = Date.now()
  const figures = []
  for (const { who, person, of } of ends) {
    const before = await person.page.evaluate(receptionBetween, [startedAt - BEFORE_MS, startedAt])
    const during = await person.page.evaluate(receptionBetween, [startedAt, relievedAt])
    let back = null
    while (back === null && Date.now() - relievedAt < GIVE_UP_MS) {
      await sleep(250)
      // Not the last second: it may be unfinished.
      const after = await person.page.evaluate(receptionBetween, [relievedAt, Date.now()])
      const whole = after.frames[of].filter(([at]) => at < Date.now() - 1100)
      back = whole.length === 0 ? null : backInFull(after.frames[of], before.frames[of], BEFORE_MS)
      if (back !== null && back > Date.now() - 1100) back = null
    }
    const { longest, share } = standstill(during.frames[of], [startedAt, relievedAt])
    figures.push({
      fault: fault.name,
      who,
      concealed: concealedShare(during.sound),
      longest,
      share,
      frames: during.frames[of].length / seconds,
      usual: before.frames[of].length / (BEFORE_MS / 1000),
      lines: median(during.frames[of].map(([, height]) => height)),
      back: back === null ? Number.POSITIVE_INFINITY : back - relievedAt,
    })
  }
  if (verbose) for (const one of figures) console.log(JSON.stringify(one))
  return figures
}

const opened = []
const lan = await NamespaceLan.create(1)
try {
  const [station] = lan.others
  const host = await spawnHost(['--address', lan.host.address, '--workers', '1'], lan.host.within)
  opened.push(() => host.stop())
  const open = async (where, name) => {
    const program = await lan.programOn(where, chromiumProgram)
    const browser = await launchBrowser(fakeCamera(1280, 720, 20), program, fakeSpeech())
    opened.push(() => browser.close())
    return (await Participant.open(browser, `${host.base}?room=demo`, name)).join()
  }
  const people = [await open(lan.host, 'Alice'), await open(station, 'Bob')]
  for (const person of people) {
    const other = people.find((one) => one !== person).name
    await person.sees(other)
    // Large, so that the whole picture is asked for.
    await person.tile(other).dblclick()
    await person.page.evaluate(watchReception, person.name)
  }
  const results = []
  for (let run = 0; run < runs; run += 1)
    for (const fault of faults) results.push(...(await once(lan, people, FAULTS[fault])))

  const both = (all, show) => `${show(median(all))} / ${show(percentile(all, 100))}`
  const percent = (share) => `${(100 * share).toFixed(1)} %`
  const ms = (figure) => (Number.isFinite(figure) ? `${Math.round(figure)} ms` : 'never')
  const rows = faults.flatMap((fault) =>
    ways.map((who) => {
      const some = results.filter((one) => one.fault === FAULTS[fault].name && one.who === who)
      const of = (name) => some.map((one) => one[name])
      return [
        `${FAULTS[fault].name}, ${who}`,
        `${some.length}`,
        both(of('concealed'), percent),
        both(of('longest'), ms),
        both(of('share'), percent),
        `${median(of('lines'))} lines, ${Math.round((100 * median(of('frames'))) / median(of('usual')))} %`,
        both(of('back'), ms),
      ]
    }),
  )
  console.log(
    table(
      [
        'Bad line',
        'Runs',
        'Sound made up',
        'Longest standstill',
        'Time at a standstill',
        'Picture meanwhile',
        'Back in full after',
      ],
      rows,
    ),
  )
} finally {
  for (const end of opened.toReversed()) await end().catch(() => undefined)
  await lan.close()
}
