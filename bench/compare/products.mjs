import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Participant } from '../../test/fixtures/Participant.ts'
import { spawnHost } from '../../test/fixtures/spawnHost.ts'
import { bundlePage } from '../bare/bundlePage.mjs'
import { countFrames } from './countFrames.mjs'
import { familyOf } from './processes.mjs'
import { watchPage } from './watchPage.mjs'

/**
 * A product that is measured: how to start its host, and how a person gets from a link to the last click before the
 * call. A page is watched by `watchPage.mjs`, which finds its way by accessible names alone.
 */
export const hearth = {
  name: 'Hearth',
  async start(flags = []) {
    const host = await spawnHost(flags)
    return {
      pid: host.process.pid,
      base: host.base,
      /** Its supervisor starts it again at once. */
      killed: async () => process.kill(familyOf(host.process.pid)[1], 'SIGKILL'),
      stop: () => host.stop(),
    }
  },
  link: ({ base }, name) => `${base}?room=bench&username=${name}`,
  /** Rests in the lobby until the connection is up, as people do. */
  async warm(person) {
    await person.button('Join').click()
    await person.page.waitForFunction(() => document.querySelector('video')?.videoWidth > 0)
    await person.warmed()
  },
  lastClick: 'Join now',
  /** The click before which nothing has been opened: neither camera nor connection. The lobby is passed at once. */
  coldClick: 'Join',
}

/** A machine that has other work to do as well is waited for. */
const PATIENCE_MS = 120_000

let bundled = null
let bareSpeaks = []

/** From now on the bare application speaks TLS, with a certificate of its own as Hearth's. */
export function speakTlsToBare() {
  bareSpeaks = ['tls']
}

export const bare = {
  name: 'bare',
  async prepare() {
    bundled ??= await bundlePage()
  },
  async start() {
    await this.prepare()
    const first = await startBare(0)
    const { base } = first
    let { child } = first
    return {
      pid: child.pid,
      base,
      /** Nobody supervises it; it is started again at once. */
      async killed() {
        await ended(child, 'SIGKILL')
        ;({ child } = await startBare(Number(new URL(base).port)))
      },
      stop: () => ended(child, 'SIGTERM'),
    }
  },
  link: ({ base }, name, cold) => `${base}?username=${name}${cold ? '' : '&camera=early'}`,
  warm: (person) => person.page.waitForLoadState('load'),
  lastClick: 'Join now',
  coldClick: 'Join now',
}

async function startBare(port) {
  const program = resolve(import.meta.dirname, '../bare/server.mjs')
  const child = spawn(process.execPath, [program, bundled, String(port), ...bareSpeaks], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) return { child, base: line.trim() }
  throw new Error('The bare application has ended without printing its address.')
}

async function ended(child, signal) {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

export const products = [hearth, bare]

/** Removes what was made for the bare application. */
export async function forgetBundle() {
  if (bundled !== null) await rm(bundled, { recursive: true, force: true })
}

/**
 * A person at a product's last click before the call; `join` does that click, and `waitForAll` waits until so many others
 * are seen.
 *
 * @param options `cold`: nothing is opened before that click. `counted`: its frames are. `prepare` runs in the page first.
 */
export async function openPerson(
  browser,
  product,
  host,
  name,
  { cold = false, counted = false, prepare = null } = {},
) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1024, height: 700 },
  })
  await context.addInitScript(watchPage, { self: name, from: cold ? product.coldClick : product.lastClick })
  if (prepare !== null) await context.addInitScript(prepare)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const frames = counted ? countFrames(page) : null
  await page.goto(product.link(host, name, cold))
  const person = Participant.of(page, name)
  if (!cold) await product.warm(person)
  return {
    ...{ page, name, frames },
    button: (text) => person.button(text),
    join: () => person.button(cold ? product.coldClick : product.lastClick).click(),
    waitForAll: (others) => page.waitForFunction((count) => window.bench.frames.size >= count, others),
    /** When the click was, and when each other person's first frame was shown (milliseconds of the system's clock). */
    seen: () =>
      page.evaluate(() => ({
        clickedAt: window.bench.clickedAt,
        frames: Object.fromEntries(window.bench.frames),
      })),
    close: () => context.close(),
  }
}
