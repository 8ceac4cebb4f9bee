import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import { type HostingState, hostingStateSchema, type IpcCall } from '../../protocol/ipc/ipc.ts'
import { ipcAnswerSchema } from '../../protocol/ipc/answer.ts'
import { launchApp, type LaunchOptions, type RunningApp } from '../fixtures/launchApp.ts'
import { TestClient } from '../fixtures/TestClient.ts'

type Running = Extract<HostingState, { state: 'running' }>

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  // Any free port, so that nothing else on this computer is in the way.
  const app = await launchApp({ words: ['--port', '0'], ...options })
  stops.push(app.stop)
  return app
}

async function ask(
  { page }: RunningApp,
  call: Exclude<Extract<IpcCall, `hosting.${string}`>, 'hosting.announce' | 'hosting.battery'>,
): Promise<unknown> {
  const answer = ipcAnswerSchema.parse(
    await page.evaluate(
      (name) =>
        name === 'hosting.start' ? window.hearth?.[name]({ announce: false }) : window.hearth?.[name]({}),
      call,
    ),
  )
  return answer.ok ? answer.result : answer
}

async function startHosting(app: RunningApp): Promise<Running> {
  const state = hostingStateSchema.parse(await ask(app, 'hosting.start'))
  if (state.state !== 'running') throw new Error(`The host does not run: ${JSON.stringify(state)}`)
  return state
}

/** The process id of the host, as Electron lists it. */
async function hostPid({ app }: RunningApp): Promise<number | undefined> {
  const processes = await app.evaluate((electron) => electron.app.getAppMetrics())
  return processes.find(({ name }) => name === 'Hearth host')?.pid
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Lets people into a room of the host and waits until the host counts them. */
async function letIn(app: RunningApp, base: string, names: readonly string[]): Promise<TestClient[]> {
  const clients = []
  for (const name of names) {
    const client = await TestClient.connect(base)
    await client.request('session.join', { protocol: 1, room: 'demo', name })
    clients.push(client)
  }
  await expect.poll(() => ask(app, 'hosting.people')).toEqual({ people: names.length })
  return clients
}

/** The code that a guest's connection ends with. */
async function goodbyeOf(guest: TestClient | undefined): Promise<unknown> {
  if (guest === undefined) throw new Error('There is no such guest.')
  const [code] = await once(guest.socket, 'close')
  return code
}

/** Answers the app's question in place of a person, and keeps what was asked. */
async function answerQuestions({ app }: RunningApp, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = async (...options: unknown[]) => {
      asked.push((options.at(-1) as { message: string }).message)
      return { response, checkboxChecked: false }
    }
  }, button)
}

function questions({ app }: RunningApp): Promise<unknown> {
  return app.evaluate(() => Reflect.get(globalThis, 'asked'))
}

/** Ends the app, as its menu does. */
function quit({ app }: RunningApp): Promise<void> {
  return app.evaluate(({ app: electron }) => electron.quit())
}

/** Presses the close button of the window. */
function pressClose({ app }: RunningApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
}

describe('hosting', () => {
  test('starts in a process of its own, which the page reaches without being asked', async () => {
    const app = await launch()
    expect(await ask(app, 'hosting.status')).toEqual({ state: 'stopped' })
    const state = await startHosting(app)
    expect(await ask(app, 'hosting.start')).toEqual(state)
    expect(await ask(app, 'hosting.people')).toEqual({ people: 0 })
    const pid = await hostPid(app)
    expect(pid).not.toBe(app.program.pid)
    const opened = await app.page.evaluate(
      (base) =>
        new Promise((settle) => {
          const socket = new WebSocket(`${base.replace('https', 'wss')}signal`, 'hearth.v1')
          socket.addEventListener('open', () => settle('open'))
          socket.addEventListener('error', () => settle('refused'))
        }),
      state.base,
    )
    expect(opened).toBe('open')
    await ask(app, 'hosting.stop')
    expect(await ask(app, 'hosting.status')).toEqual({ state: 'stopped' })
    // Electron says that a process has ended a moment before the system has taken it away.
    await expect.poll(() => lives(pid ?? 0)).toBe(false)
  })

  test('a host that crashes comes back at the same address', async () => {
    const app = await launch()
    const state = await startHosting(app)
    const pid = (await hostPid(app)) ?? 0
    const seen = app.page.evaluate(
      () =>
        new Promise<unknown[]>((settle) => {
          const states: unknown[] = []
          window.hearth?.on.hosting((news) => {
            const { state } = news as { state: string }
            states.push(state)
            if (state === 'running') settle(states)
          })
        }),
    )
    await app.page.evaluate(() => 0)
    process.kill(pid, 'SIGKILL')
    expect(await seen).toEqual(['starting', 'running'])
    expect(await ask(app, 'hosting.status')).toEqual(state)
    expect(await hostPid(app)).not.toBe(pid)
  })

  test('a port that the person asked for and that is taken is said', async () => {
    const other = createServer().listen(0, '0.0.0.0')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const app = await launch({ words: ['--port', String(port)] })
    expect(await ask(app, 'hosting.start')).toMatchObject({ state: 'failed', code: 'port_taken' })
    other.close()
    await once(other, 'close')
    expect(await ask(app, 'hosting.start')).toMatchObject({
      state: 'running',
      base: `https://127.0.0.1:${port}/`,
    })
  })
})

describe('quitting', () => {
  const shown = ({ app }: RunningApp) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())

  test('with others in a room: cancel changes nothing, keep hosting puts the window away, a yes ends it for all', async () => {
    const app = await launch()
    const { base } = await startHosting(app)
    const pid = (await hostPid(app)) ?? 0
    const [, guest] = await letIn(app, base, ['Ana', 'Ben'])
    await answerQuestions(app, 2)
    await quit(app)
    await expect.poll(() => questions(app)).toEqual([expect.stringMatching(/^End the meeting for \d/)])
    expect([await ask(app, 'hosting.people'), await shown(app)]).toEqual([{ people: 2 }, true])

    await answerQuestions(app, 0)
    await quit(app)
    await expect.poll(() => shown(app)).toBe(false)
    expect(await ask(app, 'hosting.people')).toEqual({ people: 2 })
    await app.app.evaluate(({ app: electron }) => electron.emit('activate'))
    await expect.poll(() => shown(app)).toBe(true)

    await answerQuestions(app, 1)
    const closed = app.app.waitForEvent('close')
    const goodbye = goodbyeOf(guest)
    await quit(app)
    await closed
    expect(await goodbye).toBe(closeCodes.hostStopped)
    expect(lives(pid)).toBe(false)
  })

  test('with nobody else in a room nothing is asked', async () => {
    const app = await launch()
    await startHosting(app)
    const pid = (await hostPid(app)) ?? 0
    await answerQuestions(app, 0)
    const closed = app.app.waitForEvent('close')
    await quit(app)
    await closed
    expect(lives(pid)).toBe(false)
  })
})

describe('closing the window', () => {
  const shown = ({ app }: RunningApp) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())

  test('while hosting leaves it running beside the clock, said once; another start brings it back', async () => {
    const app = await launch()
    await startHosting(app)
    await answerQuestions(app, 0)
    await pressClose(app)
    await expect.poll(() => shown(app)).toBe(false)
    expect(await questions(app)).toEqual(['Hearth stays beside the clock'])
    expect(await ask(app, 'hosting.status')).toMatchObject({ state: 'running' })
    await app.app.evaluate(({ app: electron }) => electron.emit('activate'))
    await expect.poll(() => shown(app)).toBe(true)
    await pressClose(app)
    await expect.poll(() => shown(app)).toBe(false)
    expect(await questions(app)).toHaveLength(1)
  })

  test('ends the app where nothing goes on, or where that is the choice', async () => {
    const idle = await launch()
    const closed = idle.app.waitForEvent('close')
    await pressClose(idle)
    await closed
  })
})

/** An app that hosts two guests, the first of whom is given. */
async function hostToTwo() {
  const app = await launch()
  const { base } = await startHosting(app)
  const pid = (await hostPid(app)) ?? 0
  const [guest] = await letIn(app, base, ['Ana', 'Ben'])
  return { app, base, pid, guest }
}

describe('the end of the app takes the host with it', () => {
  test('when the system asks it to end, nobody is asked', async () => {
    const { app, pid, guest } = await hostToTwo()
    await answerQuestions(app, 0)
    const goodbye = goodbyeOf(guest)
    app.program.kill('SIGTERM')
    await once(app.program, 'exit')
    expect(await goodbye).toBe(closeCodes.hostStopped)
    expect(lives(pid)).toBe(false)
  })

  test('a second signal does not wait for a guest who does not answer', async () => {
    const { app, pid, guest } = await hostToTwo()
    guest?.socket.pause()
    const exited = once(app.program, 'exit')
    // Two different ones: the system makes one of two equal ones that come at once.
    app.program.kill('SIGTERM')
    app.program.kill('SIGINT')
    expect((await exited)[0]).toBe(1)
    await expect.poll(() => lives(pid)).toBe(false)
    guest?.socket.terminate()
  })

  test("the end of the desktop's session reaches app and host at once, and everyone is told", async () => {
    const { app, pid, guest } = await hostToTwo()
    const told = guest?.notification('host.stopping')
    const goodbye = goodbyeOf(guest)
    const exited = once(app.program, 'exit')
    process.kill(pid, 'SIGTERM')
    app.program.kill('SIGTERM')
    await exited
    expect(await told).toMatchObject({ params: { retryAfterMs: null } })
    expect(await goodbye).toBe(closeCodes.hostStopped)
    expect(lives(pid)).toBe(false)
  })

  test('but a signal that only the host gets restarts it, and everyone is told to come back', async () => {
    const { app, base, pid, guest } = await hostToTwo()
    const told = guest?.notification('host.stopping')
    const goodbye = goodbyeOf(guest)
    process.kill(pid, 'SIGTERM')
    expect(await told).toMatchObject({ params: { retryAfterMs: 2000 } })
    expect(await goodbye).toBe(closeCodes.restarting)
    await expect.poll(() => lives(pid)).toBe(false)
    await expect.poll(() => ask(app, 'hosting.status')).toMatchObject({ state: 'running', base })
  })

  test('when it is killed', async () => {
    const app = await launch()
    await startHosting(app)
    const pid = (await hostPid(app)) ?? 0
    app.program.kill('SIGKILL')
    await expect.poll(() => lives(pid)).toBe(false)
  })
})
