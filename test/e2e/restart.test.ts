import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'

let browser: Browser
let folder: string

beforeAll(async () => {
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'hearth-host-'))
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

/** A host with the same data as the one before it; on the same port where one is named. */
async function start(...flags: readonly string[]): Promise<SpawnedHost> {
  const host = await spawnHost(['--data-dir', folder, ...flags])
  onTestFinished(() => host.stop())
  return host
}

/** Signals the host as an operator does. @returns the exit code. */
async function signal({ process: program }: SpawnedHost, name: NodeJS.Signals): Promise<unknown> {
  const exited = once(program, 'exit')
  program.kill(name)
  const [code] = await exited
  return code
}

declare global {
  interface Window {
    /** The close codes of all WebSockets that this page has lost. */
    testCloseCodes?: number[]
  }
}

async function keepCloseCodes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const codes: number[] = []
    window.testCloseCodes = codes
    const Original = window.WebSocket
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        this.addEventListener('close', ({ code }) => codes.push(code))
      }
    }
  })
}

describe('a host that is told to restart', () => {
  it('says so on every page, and everyone is back by themselves', async () => {
    const first = await start()
    const alice = await (await Participant.open(browser, `${first.base}?room=demo`, 'Alice')).join()
    const bob = await (await Participant.open(browser, `${first.base}?room=demo`, 'Bob')).join()
    const lobby = await Participant.open(browser, `${first.base}?room=demo`, 'Carol')
    await lobby.button('Join').click()
    await lobby.warmed()
    await alice.sees('Bob')
    const said = [alice, bob].map(({ page }) => page.getByText('The host is restarting…'))
    const shown = Promise.all(said.map((notice) => notice.waitFor()))
    expect(await signal(first, 'SIGTERM')).toBe(0)
    await shown
    await lobby.page.getByRole('heading', { name: 'The host is restarting' }).waitFor()

    await start('--port', new URL(first.base).port)
    await Promise.all(said.map((notice) => notice.waitFor({ state: 'detached' })))
    await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
    await alice.say('we are back')
    await bob.reads('we are back')
  })
})

describe('a host that ends the meeting', () => {
  it('says so on every page, and nobody tries to come back', async () => {
    const host = await start()
    const alice = await (
      await Participant.open(browser, `${host.base}?room=demo`, 'Alice', { prepare: keepCloseCodes })
    ).join()
    expect(await signal(host, 'SIGINT')).toBe(0)
    await alice.page.getByRole('heading', { name: 'The meeting has ended' }).waitFor()
    expect(await alice.page.evaluate(() => window.testCloseCodes)).toEqual([closeCodes.hostStopped])
  })
})
