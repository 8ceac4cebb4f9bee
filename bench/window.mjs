/**
 * `xvfb-run -a node scripts/env.mjs -- node bench/window.mjs [runs]`: how long the app's window takes until it can be used,
 * and what the app's processes hold in a call of two, beside a bare Electron window (`bench/bare/window`) and one that shows
 * a camera twice. In turns; prints a table of medians. Build first. A display is needed.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright-core'
import { electronProgram, launchApp } from '../test/fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { spawnHost } from '../test/fixtures/spawnHost.ts'
import { familyOf, pssMiB } from './compare/processes.mjs'
import { median, table } from './figures.mjs'

const runs = Number(process.argv[2] ?? 5)
const SETTLE_MS = 5000
/** A machine that has other work to do as well is waited for. */
const PATIENCE_MS = 120_000
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

async function startBare() {
  const userData = await mkdtemp(join(tmpdir(), 'bare-window-'))
  const words = ['--no-sandbox', '--disable-gpu', '--password-store=basic', `--user-data-dir=${userData}`]
  const app = await _electron.launch({
    executablePath: electronProgram(),
    args: [...words, ...mediaArguments(), resolve(import.meta.dirname, 'bare/window')],
  })
  const program = app.process()
  return {
    ...{ program, page: await app.firstWindow() },
    async stop() {
      program.kill('SIGTERM')
      await once(program, 'exit')
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Until the first button takes clicks. */
async function timed(start, button) {
  const startedAt = performance.now()
  const running = await start()
  await running.page.getByRole('button', { name: button, exact: true }).click({ trial: true })
  return { running, ms: performance.now() - startedAt }
}

async function bareRound() {
  const { running, ms } = await timed(startBare, 'Show')
  try {
    await running.page.getByRole('button', { name: 'Show' }).click()
    await running.page.waitForFunction(() => document.querySelector('#two')?.videoWidth > 0)
    await sleep(SETTLE_MS)
    return { ms, mib: pssMiB(familyOf(running.program.pid)) }
  } finally {
    await running.stop()
  }
}

/** The app's window by itself, then, as a guest of a host elsewhere, in a call with a browser. */
async function ourRound() {
  const { running: first, ms } = await timed(
    () => launchApp({ switches: mediaArguments() }),
    'Host a meeting',
  )
  await first.stop()
  const [host, browser] = [await spawnHost(), await launchBrowser()]
  const link = new URL(host.link)
  link.searchParams.set('room', 'bench')
  const running = await launchApp({ words: [link.href], switches: mediaArguments() })
  running.page.setDefaultTimeout(PATIENCE_MS)
  try {
    const bob = await Participant.open(browser, `${host.base}?room=bench`, 'Bob')
    bob.page.setDefaultTimeout(PATIENCE_MS)
    await bob.join()
    await running.page.getByLabel('Your name').fill('Alice')
    const alice = await Participant.of(running.page, 'Alice').join()
    await alice.sees(bob.name)
    await sleep(SETTLE_MS)
    return { ms, mib: pssMiB(familyOf(running.program.pid)) }
  } finally {
    await running.stop()
    await browser.close()
    await host.stop()
  }
}

const [ours, bare] = [[], []]
for (let run = 0; run < runs; run += 1) {
  ours.push(await ourRound())
  bare.push(await bareRound())
  process.stderr.write(`${run + 1} of ${runs}: ${JSON.stringify([ours.at(-1), bare.at(-1)])}\n`)
}
const row = (what, field, unit) => {
  const [our, their] = [ours, bare].map((all) => median(all.map((one) => one[field])))
  return [
    what,
    `${our.toFixed(0)} ${unit}`,
    `${their.toFixed(0)} ${unit}`,
    `${(our / their).toFixed(2)}×`,
    '≤ 1.3×',
  ]
}
console.log(
  table(
    ['', 'Hearth', 'bare', 'ratio', 'goal'],
    [
      row('window: until it can be used', 'ms', 'ms'),
      row('memory (PSS) in a call of two, the bare one with two videos', 'mib', 'MiB'),
    ],
  ),
)
