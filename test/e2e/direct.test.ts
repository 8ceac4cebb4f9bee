import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { spawnHost } from '../fixtures/spawnHost.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TcpRelay } from '../fixtures/TcpRelay.ts'
import { WorkerProgram } from '../fixtures/WorkerProgram.ts'

/** A host with one worker has a spare besides. */
const PROCESSES = 2
let program: WorkerProgram
let host: RunningHost
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  program = await WorkerProgram.missing()
  host = await startHost({ staticDir: builtClient, workerBin: program.path })
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await host.stop()
  await program.remove()
})
afterAll(() => browser.close())

const NO_SERVER = 'The host’s media server is not running.'
const CONNECTED = `${NO_SERVER} You two are connected directly.`
const enter = async (name: string) => (await Participant.open(browser, `${host.base}?room=demo`, name)).join()
/** The call's notice about the media server, whatever it says. */
const notice = ({ page }: Participant, text: string) => page.getByRole('status').filter({ hasText: text })

/** Waits until both see, hear and have received sound over the network. */
async function expectCall(alice: Participant, bob: Participant): Promise<void> {
  await Promise.all([alice.sees('Bob'), bob.sees('Alice'), alice.hears(1), bob.hears(1)])
  for (const one of [alice, bob]) expect(await receivedSound(one)).toBeGreaterThan(0)
}

/** Bytes of sound that have come in on the connections that are open. */
function receivedSound({ page }: Participant): Promise<number> {
  return page.evaluate(async () => {
    const open = (window.testConnections ?? []).filter(
      ({ connectionState }) => connectionState === 'connected',
    )
    const reports = await Promise.all(open.map((connection) => connection.getStats()))
    return reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
      .reduce((sum: number, { bytesReceived }) => sum + Number(bytesReceived), 0)
  })
}

/** Whether the page is connected to one other page, and to nothing else: no media server, and nobody outside. */
async function expectOneWay({ page }: Participant): Promise<void> {
  const [states, servers] = await page.evaluate(() => {
    const connections = window.testConnections ?? []
    return [
      connections.map(({ connectionState }) => connectionState).filter((state) => state !== 'closed'),
      connections.flatMap((connection) => connection.getConfiguration().iceServers ?? []),
    ] as const
  })
  expect(states).toEqual(['connected'])
  expect(servers).toEqual([])
}

it('two people see and hear each other without a media worker, mute, moderate and chat', async () => {
  const alice = await Participant.open(browser, `${host.base}?room=demo`, 'Alice')
  await alice.button('Join').click()
  await alice.page.getByText('Two people are connected directly').waitFor()
  await alice.enter()
  await notice(alice, NO_SERVER).waitFor()
  const bob = await enter('Bob')
  await expectCall(alice, bob)
  for (const one of [alice, bob]) {
    await notice(one, CONNECTED).waitFor()
    await expectOneWay(one)
  }

  await bob.button('Mute microphone').click()
  await alice.showsMuted('Bob')
  await bob.button('Unmute microphone').click()
  await alice.tile('Bob').getByRole('img', { name: 'Microphone muted' }).waitFor({ state: 'detached' })
  await bob.button('Turn camera off').click()
  await alice.showsNoCamera('Bob')
  await bob.button('Turn camera on').click()
  await alice.sees('Bob')

  await alice.button('People').click()
  await alice.page.getByRole('button', { name: 'Actions for Bob' }).click()
  await alice.page.getByRole('menuitem', { name: 'Mute', exact: true }).click()
  await bob.button('Unmute microphone').waitFor()
  await alice.showsMuted('Bob')
  // Whatever Bob's program does, Alice does not hear him.
  const audible = () =>
    alice.page.locator('audio').evaluateAll((elements) =>
      elements.flatMap((element) => {
        const { srcObject } = element as HTMLAudioElement
        return srcObject instanceof MediaStream ? srcObject.getTracks().map(({ enabled }) => enabled) : []
      }),
    )
  expect(await audible()).toEqual([false])

  await alice.say('hello directly')
  await bob.reads('hello directly')
})

it('a third person ends the pictures, chat goes on, and they come back when two are left', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  await expectCall(alice, bob)
  const carol = await enter('Carol')
  for (const one of [alice, bob, carol]) {
    await notice(one, 'Sound and pictures need it when more than two are in the room').waitFor()
    expect(await one.page.locator('audio').count()).toBe(0)
  }
  await alice.showsNoCamera('Bob')
  await bob.showsNoCamera('Alice')
  await carol.say('all three')
  for (const one of [alice, bob]) await one.reads('all three')
  await carol.closeTab()
  await expectCall(alice, bob)
  for (const one of [alice, bob]) await notice(one, CONNECTED).waitFor()
  // A stranger joins the one who stays: another pair, and another connection.
  await bob.closeTab()
  const dora = await enter('Dora')
  await Promise.all([alice.sees('Dora'), dora.sees('Alice'), alice.hears(1), dora.hears(1)])
})

it('everyone moves to the media server when there is one, and back when it is lost for good', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  await expectCall(alice, bob)
  const loads = await Promise.all([alice, bob].map(({ page }) => page.evaluate(() => performance.timeOrigin)))

  await program.appear(PROCESSES)
  for (const one of [alice, bob]) await notice(one, NO_SERVER).waitFor({ state: 'detached' })
  await Promise.all([alice.warmed(), bob.warmed()])
  await expectCall(alice, bob)
  const carol = await enter('Carol')
  await Promise.all([alice.sees('Carol'), carol.sees('Bob'), carol.hears(2)])
  await carol.closeTab()
  await alice.tile('Carol').waitFor({ state: 'detached' })

  await program.vanish()
  for (const one of [alice, bob]) await notice(one, CONNECTED).waitFor()
  await expectCall(alice, bob)
  for (const one of [alice, bob]) await expectOneWay(one)

  await program.appear(PROCESSES)
  for (const one of [alice, bob]) await notice(one, NO_SERVER).waitFor({ state: 'detached' })
  await Promise.all([alice.warmed(), bob.warmed()])
  await expectCall(alice, bob)
  expect(
    await Promise.all([alice, bob].map(({ page }) => page.evaluate(() => performance.timeOrigin))),
  ).toEqual(loads)
})

it('both may share their screens at the same moment, again and again', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  await expectCall(alice, bob)
  const shown = (one: Participant, name: string) => one.tile(`${name}'s screen`)
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([alice, bob].map((one) => one.button('Share screen').click()))
    await Promise.all([alice.sees("Bob's screen"), bob.sees("Alice's screen")])
    await Promise.all([alice, bob].map((one) => one.button('Stop sharing').click()))
    await shown(alice, 'Bob').waitFor({ state: 'detached' })
    await shown(bob, 'Alice').waitFor({ state: 'detached' })
  }
  await expectCall(alice, bob)
  for (const one of [alice, bob]) await expectOneWay(one)
})

it('a signaling cut stops no picture, and what is turned on meanwhile is seen afterwards', async () => {
  const relay = await TcpRelay.to(host.port)
  onTestFinished(() => relay.close())
  const alice = await enter('Alice')
  const bob = await (await Participant.open(browser, `${relay.base}?room=demo`, 'Bob')).join()
  await expectCall(alice, bob)
  const before = await bob.pictureOf('Alice')
  relay.cut()
  await bob.page.getByText('Connection lost.').waitFor()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
  await alice.button('Share screen').click()
  relay.mend()
  await bob.sees("Alice's screen")
  expect(await bob.pictureOf('Alice')).toBe(before)
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
})

it('a host that is killed and comes back without a media worker finds its two people connected again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-host-'))
  // Nobody but this test starts it again.
  const flags = [
    '--data-dir',
    folder,
    '--worker-bin',
    program.path,
    '--no-supervise',
    '--log-level',
    'silent',
  ]
  const first = await spawnHost(flags)
  onTestFinished(() => first.stop())
  const open = async (name: string) =>
    (await Participant.open(browser, `${first.base}?room=demo`, name)).join()
  const [alice, bob] = [await open('Alice'), await open('Bob')]
  await expectCall(alice, bob)
  const exited = once(first.process, 'exit')
  first.process.kill('SIGKILL')
  await exited
  for (const one of [alice, bob]) await one.page.getByText('Connection lost.').waitFor()
  const second = await spawnHost([...flags, '--port', new URL(first.base).port])
  onTestFinished(() => second.stop())
  for (const one of [alice, bob]) await notice(one, CONNECTED).waitFor()
  await expectCall(alice, bob)
  for (const one of [alice, bob]) await expectOneWay(one)
  await rm(folder, { recursive: true, force: true })
})
