import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BrowserWindow, WebContents } from 'electron'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../main/shell/page/contentSecurityPolicy.ts'
import { type HearthBridge, ipcCalls } from '../../protocol/ipc/ipc.ts'
import { electronProgram, electronWords, launchApp, type RunningApp } from '../fixtures/launchApp.ts'

/** What a page of the app finds on its window. */
declare global {
  interface Window {
    hearth?: HearthBridge
  }
}

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Starts the app beside any that run, and waits for its end. */
function runToEnd(userData: string, words: readonly string[]): Promise<Ended> {
  return new Promise((settle) => {
    const child = execFile(
      electronProgram(),
      [...electronWords(userData), ...words],
      { timeout: 60_000 },
      (_error, stdout, stderr) => settle({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

let running: RunningApp

beforeAll(async () => {
  // Fake devices, but no fake answer to the question for them: the app's own answer is under test.
  running = await launchApp({
    words: ['--room', 'demo & more', '--name', 'Zoë'],
    switches: ['--use-fake-device-for-media-stream'],
  })
})
afterAll(() => running.stop())

describe('the window', () => {
  test("shows the app's own page, told what the command line said", async () => {
    const { app, page } = running
    const url = new URL(page.url())
    expect(page.url().startsWith('hearth-app://app/index.html?')).toBe(true)
    expect(Object.fromEntries(url.searchParams)).toEqual({ room: 'demo & more', username: 'Zoë' })
    expect(app.windows()).toHaveLength(1)
    const window = await app.browserWindow(page)
    await expect
      .poll(() => window.evaluate((shown: BrowserWindow) => [shown.isVisible(), shown.getMinimumSize()]))
      .toEqual([true, [360, 560]])
  })

  test('is a sandbox: the page has nothing of Node, and only the calls of the table', async () => {
    const { app, page } = running
    const found = await page.evaluate(() => ({
      require: typeof Reflect.get(window, 'require'),
      process: typeof Reflect.get(window, 'process'),
      module: typeof Reflect.get(window, 'module'),
      secure: isSecureContext,
      origin: location.origin,
      bridge: Object.keys(globalThis.window.hearth ?? {}).sort(),
      frozen: Object.isFrozen(globalThis.window.hearth),
    }))
    expect(found).toEqual({
      require: 'undefined',
      process: 'undefined',
      module: 'undefined',
      secure: true,
      origin: 'hearth-app://app',
      bridge: [...Object.keys(ipcCalls), 'on'].sort(),
      frozen: true,
    })
    const window = await app.browserWindow(page)
    const preferences = await window.evaluate((shown: BrowserWindow) => {
      // Not in Electron's types, since it is there for tests alone.
      const contents = shown.webContents as WebContents & { getLastWebPreferences(): object }
      return { ...contents.getLastWebPreferences(), throttled: contents.getBackgroundThrottling() }
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      throttled: false,
    })
  })

  test('runs no script but its own: the policy is sent and in force', async () => {
    const { app, page } = running
    const policy = await app.evaluate(async ({ session }) => {
      const answer = await session.defaultSession.fetch('hearth-app://app/index.html')
      return answer.headers.get('content-security-policy')
    })
    expect(policy).toBe(contentSecurityPolicy)
    const refused = await page.evaluate(async () => {
      const directives: string[] = []
      const two = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          directives.push(event.effectiveDirective)
          if (directives.length === 2) resolve()
        })
      })
      const script = document.createElement('script')
      script.textContent = 'window.inlineScriptRan = true'
      const frame = document.createElement('iframe')
      frame.src = 'data:text/html,x'
      document.body.append(script, frame)
      await two
      frame.remove()
      return { directives: directives.sort(), ran: 'inlineScriptRan' in window }
    })
    expect(refused).toEqual({ directives: ['frame-src', 'script-src-elem'], ran: false })
  })

  test.each([
    'hearth-app://app/..%2f..%2fpackage.json',
    'hearth-app://app/none.js',
    'hearth-app://b/index.html',
  ])('%s is not served', async (address) => {
    const status = await running.app.evaluate(
      async ({ session }, url) => (await session.defaultSession.fetch(url)).status,
      address,
    )
    expect(status).toBe(404)
  })
})

describe('the way out', () => {
  test.each(['https://example.org/', 'data:text/html,x', 'file:///etc/passwd', 'hearth-app://other/'])(
    'a page cannot lead the window to %s',
    async (address) => {
      const { app, page } = running
      const before = page.url()
      const window = await app.browserWindow(page)
      const refused = await window.evaluate(
        (shown: BrowserWindow, url) =>
          new Promise<boolean>((resolve) => {
            // Added last, so it sees what the app's own listeners decided.
            shown.webContents.once('will-frame-navigate', (event) => resolve(event.defaultPrevented))
            // Chromium itself refuses some of these before it asks anybody.
            shown.webContents.once('console-message', () => resolve(true))
            void shown.webContents.executeJavaScript(`location.href = ${JSON.stringify(url)}; 0`)
          }),
        address,
      )
      expect(refused).toBe(true)
      expect(page.url()).toBe(before)
    },
  )

  test('links open outside, and nothing else does', async () => {
    const { app, page } = running
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (url) => {
        opened.push(url)
      }
    })
    const windows = await page.evaluate(() =>
      [
        'https://example.org/a',
        'file:///etc/passwd',
        'javascript:1',
        'mailto:a@example.org',
        'about:blank',
      ].map((url) => window.open(url)),
    )
    expect(windows).toEqual([null, null, null, null, null])
    const opened = await app.evaluate(() => Reflect.get(globalThis, 'opened'))
    expect(opened).toEqual(['https://example.org/a', 'mailto:a@example.org'])
    expect(app.windows()).toHaveLength(1)
  })

  test('another page gets no answer from the shell, even with the preload script', async () => {
    const answer = await running.app.evaluate(async ({ BrowserWindow, app }) => {
      const preload = `${app.getAppPath()}/dist/preload/index.cjs`
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await foreign.loadURL('data:text/html,x')
      const asked: unknown = await foreign.webContents.executeJavaScript(`hearth['hosting.status']({})`)
      foreign.destroy()
      return asked
    })
    expect(answer).toMatchObject({ ok: false, code: 'forbidden' })
  })

  test('the same question from our page is answered', async () => {
    const answer = await running.page.evaluate(() => window.hearth?.['hosting.status']({}))
    expect(answer).toEqual({ ok: true, result: { state: 'stopped' } })
  })

  test('parameters that do not fit are refused', async () => {
    const answer = await running.page.evaluate(() =>
      window.hearth?.['trust.check']({ bases: ['x'.repeat(10_000)], fingerprint: null, announced: false }),
    )
    expect(answer).toMatchObject({ ok: false, code: 'bad_params' })
  })
})

describe('permissions', () => {
  test('our page gets camera, microphone and their names, and nothing that a call does not need', async () => {
    const got = await running.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
      const kinds = stream.getTracks().map((track) => track.kind)
      for (const track of stream.getTracks()) track.stop()
      const devices = await navigator.mediaDevices.enumerateDevices()
      return {
        kinds: kinds.sort(),
        named: devices.length > 0 && devices.every((device) => device.label !== ''),
        notifications: await Notification.requestPermission(),
        place: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('found'),
            (error) => resolve(error.code),
          )
        }),
      }
    })
    // 1 is PERMISSION_DENIED.
    expect(got).toEqual({ kinds: ['audio', 'video'], named: true, notifications: 'denied', place: 1 })
  })

  test('a screen is captured after a choice, once', async () => {
    const { page } = running
    const outcomes = await page.evaluate(async () => {
      const capture = () =>
        navigator.mediaDevices.getDisplayMedia({ video: true }).then(
          (stream) => {
            for (const track of stream.getTracks()) track.stop()
            return 'captured'
          },
          () => 'refused',
        )
      const unasked = await capture()
      const listed = (await window.hearth?.['screens.list']({})) as {
        result: { sources: { id: string; kind: string; thumbnail: string }[] }
      }
      const screen = listed.result.sources.find(({ kind }) => kind === 'screen')
      await window.hearth?.['screens.choose']({ id: screen?.id ?? '', sound: false })
      return {
        unasked,
        thumbnail: screen?.thumbnail.slice(0, 23),
        chosen: await capture(),
        again: await capture(),
      }
    })
    expect(outcomes).toEqual({
      unasked: 'refused',
      thumbnail: 'data:image/jpeg;base64,',
      chosen: 'captured',
      again: 'refused',
    })
  })
})

describe('a second start', () => {
  test.each(['https', 'hearth'])('hands its %s link to the window that is open, and ends', async (scheme) => {
    const { page, userData } = running
    const link = `${scheme}://192.0.2.20:8443/?room=demo`
    const heard = page.evaluate(
      () => new Promise((settle) => window.hearth?.on.openLink((params) => settle(params))),
    )
    // The listener stands once the page answers another question after it.
    await page.evaluate(() => 0)
    const second = await runToEnd(userData, [link])
    expect(second.code).toBe(0)
    expect(second.stderr).toContain('Hearth runs already')
    expect(await heard).toEqual({ link })
  })
})

describe('the command line', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-app-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

  test.each([
    ['an unknown option', ['--rom', 'demo'], '--rom: There is no such flag. Did you mean --room?'],
    [
      'a port that is none',
      ['--port', 'many'],
      '--port takes a number from 0 to 65535; 0 means any free port.',
    ],
    ['ten thousand letters', ['--room', 'a'.repeat(10_000)], 'The room name may have at most 64 letters.'],
    ['a link that is none', ['not a link'], 'This is not an invite link'],
  ])('%s ends with a sentence', async (_what, words, sentence) => {
    const { code, stderr } = await runToEnd(folder, words)
    expect(stderr).toContain(sentence)
    expect(code).toBe(2)
  })

  test('--help prints the options', async () => {
    const { code, stdout } = await runToEnd(folder, ['--help'])
    expect(stdout).toContain('--room NAME')
    expect(code).toBe(0)
  })
})

test('the built preload script is one file that asks for nothing but electron', async () => {
  const built = resolve(import.meta.dirname, '../../dist/preload')
  expect((await readdir(built)).filter((name) => !name.endsWith('.map'))).toEqual(['index.cjs'])
  const text = await readFile(join(built, 'index.cjs'), 'utf8')
  expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"'])
})
