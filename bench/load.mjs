/**
 * `node scripts/env.mjs -- node bench/load.mjs [LOAD…] [--seconds N] [--runs N] [--workers N] [--witnesses N] [--search]`:
 * carries loads with Hearth and with a bare mediasoup application (`bench/bare`) in turns, and prints a table. Every
 * person of the load joins by the product's own signaling and has media transports of its own (ICE, DTLS, SRTP); what is
 * sent is a recording of Chromium's own encoders. Two pages of a real browser are witnesses, or as many as said; each
 * decodes all that is sent. `--search`: ever larger meetings with Hearth alone, until a witness's sound is concealed for
 * more than 1 %. Build first.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { forgetBundle, hearth, products } from './compare/products.mjs'
import { median, table } from './figures.mjs'
import { measureIdleChat, measureLoad } from './load/measureLoad.mjs'
import { record } from './load/record.mjs'

const loads = {
  /** To see whether everything works. */
  small: { senders: 3, viewers: 10, bitrate: 300_000, about: '3 speakers → 10 viewers, 300 kbit/s each' },
  200: { senders: 1, viewers: 200, bitrate: 600_000, about: 'one speaker → 200 viewers, 600 kbit/s' },
  400: { senders: 1, viewers: 400, bitrate: 300_000, about: 'one speaker → 400 viewers, 300 kbit/s' },
  meeting: { senders: 25, viewers: 0, bitrate: 300_000, about: '25 people, 300 kbit/s each' },
}
const SEARCH_STEP = 5
const MOST_CONCEALED = 1

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '1' },
    workers: { type: 'string' },
    witnesses: { type: 'string', default: '2' },
    search: { type: 'boolean', default: false },
    /** The number of people with which the search begins. */
    from: { type: 'string', default: '15' },
  },
})
const seconds = Number(values.seconds)
const witnesses = Number(values.witnesses)
const flags = values.workers === undefined ? [] : ['--workers', values.workers]
const folder = await mkdtemp(join(tmpdir(), 'hearth-load-'))
const recorded = new Map()

async function recordingsOf(bitrate) {
  if (!recorded.has(bitrate)) recorded.set(bitrate, await record(folder, bitrate))
  return recorded.get(bitrate).map(({ file }) => file)
}

const percent = (figure) => (Number.isNaN(figure) ? '–' : `${figure.toFixed(figure < 10 ? 2 : 1)} %`)
const one = (figure) => (Number.isNaN(figure) ? '–' : figure.toFixed(1))
const whole = (figure) => (figure === null ? 'not all' : `${Math.round(figure)}`)

/** One row per product; figures of several runs by their median. */
function rowOf(about, name, all) {
  const of = (field) => (all.some((run) => run[field] === null) ? null : median(all.map((run) => run[field])))
  const unread = (who) => whole(median(all.map((run) => run.unreadPerSecond[who])))
  return [
    `${about}: ${name}`,
    `${of('delivered').toFixed(2)} %`,
    `${of('flow').toFixed(1)} %`,
    percent(of('workerCpu')),
    percent(of('nodeCpu')),
    `${whole(of('joinedMs'))} / ${whole(of('firstMs'))}`,
    percent(of('concealed')),
    one(of('freezes')),
    one(of('framesPerSecond')),
    `${of('chatP50').toFixed(1)} / ${of('chatP99').toFixed(1)}`,
    `${whole(of('sentPerSecond'))} → ${whole(of('receivedPerSecond'))}`,
    of('mbit').toFixed(0),
    `${percent(of('crowdCpu'))}, ${whole(of('latestTickMs'))} ms`,
    percent(of('browserCpu')),
    `${unread('host')}, ${unread('crowd')}, ${unread('browser')}`,
  ]
}

const HEAD = [
  'Load',
  'delivered (≥ 99.9 %)',
  'received of sent, by the clock',
  'busiest worker (≤ 1.05× bare)',
  'Node host (≤ 3 %)',
  'all joined / saw something (ms; ≤ 2000)',
  'sound concealed',
  'freezes per witness',
  'frames a second',
  'chat p50 / p99 (ms)',
  'packets a second: sent → received',
  'Mbit/s',
  'load generator: CPU, longest pause',
  'the witnesses’ browser: CPU',
  'packets a second that host, load and browser did not read in time',
]

async function compare(names) {
  const rows = []
  const idle = await measureIdleChat(hearth)
  for (const name of names) {
    const { about, bitrate, senders, viewers } = loads[name]
    const recordings = await recordingsOf(bitrate)
    const figures = new Map(products.map((product) => [product, []]))
    for (let run = 0; run < Number(values.runs); run += 1)
      for (const product of run % 2 === 0 ? products : products.toReversed()) {
        const load = {
          senders,
          viewers,
          recordings,
          seconds,
          witnesses,
          flags: product === hearth ? flags : [],
        }
        const measured = await withBrowser((browser) => measureLoad(browser, product, load))
        figures.get(product).push(measured)
        process.stderr.write(`${name}, ${product.name}: ${JSON.stringify(measured)}\n`)
      }
    for (const [product, all] of figures) rows.push(rowOf(about, product.name, all))
    const worker = products.map((product) => median(figures.get(product).map((one) => one.workerCpu)))
    rows.push([`… ratio`, '', '', `${(worker[0] / worker[1]).toFixed(2)}×`, ...HEAD.slice(5).map(() => '')])
  }
  console.log(`\n${values.runs} runs of ${seconds} s on ${availableParallelism()} cores, all on loopback\n`)
  console.log(table(HEAD, rows))
  console.log(`\nChat in an idle room of Hearth, p99: ${idle.toFixed(1)} ms`)
}

async function search() {
  const recordings = await recordingsOf(loads.meeting.bitrate)
  const rows = []
  for (let senders = Number(values.from); ; senders += SEARCH_STEP) {
    const load = { senders, viewers: 0, recordings, seconds, witnesses, flags }
    const measured = await withBrowser((browser) => measureLoad(browser, hearth, load))
    rows.push(rowOf(`${senders} people`, hearth.name, [measured]))
    process.stderr.write(`${senders}: ${percent(measured.concealed)} concealed\n`)
    if (measured.concealed > MOST_CONCEALED) break
  }
  console.log(table(HEAD, rows))
}

async function withBrowser(work) {
  const browser = await launchBrowser()
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

try {
  if (values.search) await search()
  else await compare(positionals.length === 0 ? ['200', '400', 'meeting'] : positionals)
} finally {
  await forgetBundle()
  await rm(folder, { recursive: true, force: true })
}
