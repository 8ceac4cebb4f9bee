/**
 * `node scripts/env.mjs -- node bench/networkCut.mjs [runs] [seconds …] [--pairs=2]`: cuts the network of one of two people for 5, 30
 * and 110 seconds, so many times each, and tells how long after its return everything was as before: counted from the
 * first packet that got through, which has a column of its own, counted from the repair. Several such pairs run side by
 * side, each in a room and on a network cable of its own. `--verbose` tells of each cut. Linux, root. Build first.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { fakeSpeech } from '../test/fixtures/fakeSpeech.ts'
import { chromiumProgram, launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { NamespaceLan } from '../test/fixtures/NamespaceLan.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { watchReturn } from '../test/fixtures/returnProbe.mjs'
import { spawnHost } from '../test/fixtures/spawnHost.ts'
import { median, percentile, table } from './figures.mjs'

const GIVE_UP_MS = 40_000
const [runs = 20, ...chosen] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('-'))
  .map(Number)
const lengths = chosen.length > 0 ? chosen : [5, 30, 110]
const verbose = process.argv.includes('--verbose')
const sideBySide = Number(process.argv.find((word) => word.startsWith('--pairs='))?.slice(8) ?? 2)
/** `--unplugged` or `--unnoticed`: only that way of going away. */
const ways = ['unplugged', 'unnoticed'].filter(
  (how, _index, all) =>
    process.argv.includes(`--${how}`) || !all.some((one) => process.argv.includes(`--${one}`)),
)
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

const probe = fileURLToPath(new URL('../test/fixtures/pathProbe.mjs', import.meta.url))
const probeOn = ({ within: [command, ...words] }, ...args) => {
  const child = spawn(command, [...words, process.execPath, probe, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  opened.push(async () => child.kill())
  return child
}

/** Notes when packets of a station got through to the host again: nothing can be back before. */
function watchPath(lan, station) {
  const returns = []
  const { stdout } = probeOn(station, 'ask', lan.host.address)
  createInterface({ input: stdout }).on('line', (line) => returns.push(Number(line)))
  return returns
}

/** In a page: when, after the return, everything was there again; null for what is not there yet. */
function seenSince([cutAt, at]) {
  const seen = window.returnProbe
  const first = (times) => times.find((time) => time >= at) ?? null
  return {
    picture: first(Object.values(seen.frames)[0] ?? []),
    sound: first(seen.sound),
    lines: seen.lines,
    away: seen.away.some((time) => time >= cutAt),
    link: seen.link,
  }
}

function countLine(line) {
  return document.querySelector('[role="log"]').textContent.split(line).length - 1
}

/** One pair: the person whose cable is cut, and who watches from the host's computer. */
async function openPair(lan, host, witnesses, index) {
  const station = lan.others[index]
  const browser = await launchBrowser(undefined, await lan.programOn(station, chromiumProgram), fakeSpeech())
  const link = `${host.base}?room=room${index}`
  const witness = await (await Participant.open(witnesses, link, 'Alice')).join()
  const guest = await (await Participant.open(browser, link, 'Bob')).join()
  await Promise.all([witness.sees('Bob'), guest.sees('Alice')])
  for (const one of [witness, guest]) {
    await one.button('Chat').click()
    await one.page.getByRole('log', { name: 'Messages' }).waitFor({ state: 'attached' })
    await one.page.evaluate(watchReturn, one.name)
  }
  return { station, browser, witness, guest, index, returns: watchPath(lan, station) }
}

async function cutOnce(lan, { station, witness, guest, index, returns }, seconds, how, run) {
  const [heard, said] = [`«${index}.${seconds}.${run} heard»`, `«${index}.${seconds}.${run} said»`]
  const leftBefore = witness.received.filter((frame) => frame.includes('peer.left')).length
  const cutAt = Date.now()
  await lan.cut(station, how)
  await sleep(seconds * 500)
  await Promise.all([witness.say(heard), guest.say(said)])
  await sleep(Math.max(0, cutAt + seconds * 1000 - Date.now()))
  const mendedAt = Date.now()
  await lan.mend(station)
  for (;;) {
    const there = await guest.page.evaluate(seenSince, [cutAt, mendedAt])
    const here = await witness.page.evaluate(seenSince, [cutAt, mendedAt])
    const since = (at) =>
      at === null || at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, at - mendedAt)
    // On a busy computer the probe may be late itself; what has arrived has had a network.
    const arrived = [there.picture, there.sound, here.picture, here.sound].map(since)
    const network = Math.min(since(returns.find((at) => at >= mendedAt)), ...arrived)
    // What is measured is Hearth, from the first packet that got through on.
    const after = (...moments) => Math.max(0, ...moments.map((at) => since(at) - network))
    const figures = {
      seconds,
      how,
      network,
      pictures: after(there.picture, here.picture),
      sound: after(there.sound, here.sound),
      lines: after(there.lines[heard], here.lines[said]),
      away: here.away,
    }
    const complete = [network, figures.pictures, figures.sound, figures.lines].every(Number.isFinite)
    if (!complete && Date.now() - mendedAt < GIVE_UP_MS) {
      await sleep(100)
      continue
    }
    // Whatever would come a second time has come by then.
    await sleep(2000)
    const counts = await Promise.all(
      [guest, witness].flatMap(({ page }) => [heard, said].map((line) => page.evaluate(countLine, line))),
    )
    figures.wrong = counts.filter((count) => count !== 1).length
    figures.left = witness.received.filter((frame) => frame.includes('peer.left')).length - leftBefore
    if (verbose) {
      console.log(
        JSON.stringify({
          index,
          run,
          ...figures,
          there: [there.picture, there.sound, there.lines[heard]].map(since),
          here: [here.picture, here.sound, here.lines[said]].map(since),
          link: there.link.filter(({ at }) => at >= cutAt).map(({ up, at }) => [up, at - mendedAt]),
        }),
      )
    }
    return figures
  }
}

const ms = (figures) => {
  const show = (figure) => (Number.isFinite(figure) ? `${Math.round(figure)}` : 'never')
  return `${show(median(figures))} / ${show(percentile(figures, 100))} ms`
}
const lan = await NamespaceLan.create(Math.min(sideBySide, runs))
const opened = []
try {
  const host = await spawnHost(['--address', lan.host.address, '--workers', '1'], lan.host.within)
  opened.push(() => host.stop())
  probeOn(lan.host, 'serve', lan.host.address)
  const witnesses = await launchBrowser(
    undefined,
    await lan.programOn(lan.host, chromiumProgram),
    fakeSpeech(),
  )
  opened.push(() => witnesses.close())
  const pairs = []
  for (const [index] of lan.others.entries()) {
    pairs.push(await openPair(lan, host, witnesses, index))
    opened.push(() => pairs[index].browser.close())
  }
  const results = []
  for (const seconds of lengths) {
    const started = Array.from({ length: runs }, (_run, run) => run)
    await Promise.all(
      pairs.map(async (pair, index) => {
        // Staggered, so that no return is measured while another one is under way.
        await sleep(index * Math.min(5000, ((seconds + 5) * 1000) / pairs.length))
        for (let run = started.shift(); run !== undefined; run = started.shift()) {
          results.push(await cutOnce(lan, pair, seconds, ways[run % ways.length], run))
        }
      }),
    )
  }
  const rows = lengths.flatMap((seconds) =>
    ways.map((how) => {
      const some = results.filter((one) => one.seconds === seconds && one.how === how)
      return [
        `${seconds} s, ${how}`,
        `${some.length}`,
        ms(some.map(({ network }) => network)),
        ms(some.map(({ pictures }) => pictures)),
        ms(some.map(({ sound }) => sound)),
        ms(some.map(({ lines }) => lines)),
        `${some.reduce((sum, { wrong }) => sum + wrong, 0)}`,
        `${some.filter(({ away }) => away).length}`,
        `${some.reduce((sum, { left }) => sum + left, 0)}`,
      ]
    }),
  )
  console.log(
    table(
      [
        'Network cut',
        'Runs',
        'Network itself',
        'Pictures both ways',
        'Sound both ways',
        'Chat both ways',
        'Lines lost or doubled',
        'Seen as away',
        'Seen leaving',
      ],
      rows.filter(([, count]) => count !== '0'),
    ),
  )
} finally {
  for (const end of opened.toReversed()) await end().catch(() => undefined)
  await lan.close()
}
