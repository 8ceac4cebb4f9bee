import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest'
import { followCarrier } from '../fixtures/followCarrier.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { spawnHost } from '../fixtures/spawnHost.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser
const workers = followCarrier()

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await host.stop()
})

/** In a page: counts the drawn frames in which somebody else's picture is not there. */
function watchForBlanks(self: string): void {
  const marked = window as Window & { blanks?: number }
  marked.blanks = 0
  const look = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('[role="group"] video'))
      if (video.closest('[role="group"]')?.ariaLabel !== self && video.readyState < video.HAVE_CURRENT_DATA)
        marked.blanks = (marked.blanks ?? 0) + 1
    requestAnimationFrame(look)
  }
  look()
}

it.each([
  ['a media worker is killed', 'SIGKILL', 'one'],
  ['a media worker hangs', 'SIGSTOP', 'one'],
  ['all media workers are killed at once', 'SIGKILL', 'all'],
] as const)(
  'P-MEDIA-6 P-MEDIA-7 %s, and takes nobody along: pictures, sound and chat come back',
  async (_what, signal, whom) => {
    const people = [
      await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join(),
      await (await Participant.open(browser, `${host.base}?room=demo`, 'Bob')).join(),
      await (await Participant.open(browser, `${host.base}?room=demo`, 'Carol')).join(),
    ]
    const pairs = people.flatMap((one) =>
      people.filter((other) => other !== one).map((other) => ({ one, other })),
    )
    const pictures = () => Promise.all(pairs.map(({ one, other }) => one.wayOf(other.name)))
    for (const { one, other } of pairs) await one.sees(other.name)
    await people[0]?.say('before')
    const before = await pictures()
    await expect.poll(() => workers.standIns).toBe(2 * people.length)
    for (const one of people) await one.page.evaluate(watchForBlanks, one.name)
    for (const pid of whom === 'all' ? workers.all : [workers.carrier]) process.kill(pid, signal)
    // Each picture is another one than before, and moves.
    await expect
      .poll(async () => (await pictures()).every((id, index) => id !== null && id !== before[index]), {
        timeout: 30_000,
      })
      .toBe(true)
    if (whom === 'one') {
      // The last picture stays until the next one moves.
      const blanks = people.map(({ page }) =>
        page.evaluate(() => (window as Window & { blanks?: number }).blanks),
      )
      expect(await Promise.all(blanks)).toEqual([0, 0, 0])
    }
    for (const { one, other } of pairs) await one.sees(other.name)
    for (const one of people) await one.hears(2)
    await people[1]?.say('after')
    for (const one of people) for (const text of ['before', 'after']) await one.reads(text)
    expect((await host.get('rooms')).body).toEqual({ demo: 3 })
    await Promise.all(people.map((one) => one.closeTab()))
  },
)

it('a program that is killed is not waited for', async () => {
  const doomed = await launchBrowser()
  const alice = await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join()
  await (await Participant.open(doomed, `${host.base}?room=demo`, 'Bob')).join()
  await alice.sees('Bob')
  const disconnected = new Promise((resolve) => doomed.once('disconnected', resolve))
  const system = await doomed.newBrowserCDPSession()
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const program = processInfo.find(({ type }) => type === 'browser')
  process.kill(program?.id ?? 0, 'SIGKILL')
  await disconnected
  await alice.tile('Bob').waitFor({ state: 'detached' })
  expect((await host.get('rooms')).body).toEqual({ demo: 1 })
})

it('a host that is killed and started again finds its people coming back by themselves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-host-'))
  const first = await spawnHost(['--data-dir', folder, '--no-supervise'])
  onTestFinished(() => first.stop())
  const alice = await (await Participant.open(browser, `${first.base}?room=demo`, 'Alice')).join()
  const bob = await (await Participant.open(browser, `${first.base}?room=demo`, 'Bob')).join()
  await alice.sees('Bob')
  const exited = once(first.process, 'exit')
  first.process.kill('SIGKILL')
  await exited
  await alice.page.getByText('Connection lost.').waitFor()

  const second = await spawnHost(['--data-dir', folder, '--port', new URL(first.base).port])
  onTestFinished(() => second.stop())
  for (const one of [alice, bob]) await one.page.getByText('Connection lost.').waitFor({ state: 'detached' })
  await alice.sees('Bob')
  await bob.sees('Alice')
  await alice.say('we are back')
  await bob.reads('we are back')
  second.process.kill('SIGINT')
  await alice.button('Rejoin').waitFor()
  await rm(folder, { recursive: true, force: true })
})
