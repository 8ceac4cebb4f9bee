import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, open, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFuses } from '../../scripts/bootstrap/electronFuses.mjs'
import { bareSystemFor } from '../../scripts/testing/bareSystem.mjs'
import { hostingStateSchema } from '../../protocol/ipc.ts'
import { ipcAnswerSchema } from '../../protocol/ipcAnswer.ts'
import { CleanRoot } from '../fixtures/CleanRoot.ts'
import { fakeCamera } from '../fixtures/fakeCamera.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const release = join(root, 'release/test-build-do-not-publish')
const program = '/usr/lib/hearth/hearth'
/** What the app's camera shows, inside. */
const camera = '/root/camera.y4m'
const worker = '/usr/lib/hearth/resources/media/mediasoup-worker'

let clean: CleanRoot
let packageFile: string

beforeAll(async () => {
  await run(process.execPath, [join(root, 'scripts/package.mjs'), '--test-build'], { cwd: root })
  const names = await readdir(release)
  packageFile = join(release, names.find((name) => name.endsWith('.deb')) ?? '')
  const { stdout: depends } = await run('dpkg-deb', ['--field', packageFile, 'Depends'])
  clean = await CleanRoot.mount(bareSystemFor(depends.trim()).folder)
  await copyFile(fakeCamera(), join(clean.path, camera))
}, 600_000)
afterAll(() => clean.unmount())

/** Starts the installed app, hosting at once, and lends its window until the work is done. */
async function withApp<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const words = ['--password-store=basic', '--user-data-dir=/root/hearth-try', '--remote-debugging-port=0']
  const child = await clean.spawn(
    '/usr/bin/hearth',
    [...mediaArguments(camera), ...words, '--host', '--room', 'demo', '--name', 'Pat', '--port', '0'],
    { HEARTH_ADDRESS: '127.0.0.1', HEARTH_MEDIA_PORT: '0' },
  )
  const ended = once(child, 'exit')
  try {
    const address = await debuggerOf(child)
    // Connected to before it has a window, Electron sometimes never answers.
    await expect.poll(() => pagesAt(address), { timeout: 30_000 }).toMatch('hearth-app://')
    const browser = await chromium.connectOverCDP(address)
    const [page] = browser.contexts().flatMap((context) => context.pages())
    if (page === undefined) throw new Error('The app shows no window.')
    return await work(page)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** Where the window can be driven: the app says so on its standard error. */
async function debuggerOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('The app has no standard error.')
  for await (const line of createInterface({ input: stderr })) {
    const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (found !== undefined) {
      stderr.resume()
      return found
    }
  }
  throw new Error('The app ended before it opened a window.')
}

async function pagesAt(address: string): Promise<string> {
  const response = await fetch(`http://${new URL(address).host}/json/list`)
  return response.text()
}

/** The state of hosting, as the window is told. */
async function hosting(page: Page) {
  const answer = ipcAnswerSchema.parse(
    await page.evaluate(() => window.hearth?.['hosting.start']({ announce: false })),
  )
  if (!answer.ok) throw new Error(answer.message)
  return hostingStateSchema.parse(answer.result)
}

describe('the Debian package', () => {
  test('is marked as a test build, comes with checksums that hold and a bill of materials', async () => {
    expect(await run('dpkg-deb', ['--field', packageFile, 'Version', 'Description'])).toMatchObject({
      stdout: expect.stringMatching(/~dev[\s\S]*TEST BUILD/),
    })
    await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd: release })
    const bill = JSON.parse(await readFile(join(release, 'sbom.cdx.json'), 'utf8'))
    const names = new Set(bill.components.map((one: { group?: string; name: string }) => one.name))
    for (const shipped of ['mediasoup', 'ws', 'react', 'mediasoup-client', 'electron'])
      expect(names).toContain(shipped)
    for (const tool of ['vitest', 'typescript', 'knip']) expect(names).not.toContain(tool)
  })

  test('carries a program whose fuses are set', async () => {
    expect(readFuses(join(release, 'linux-unpacked/hearth'))).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeCliInspect: false,
      asarIntegrity: true,
      onlyLoadAppFromAsar: true,
      browserSnapshot: false,
      fileProtocolPrivileges: false,
    })
  })

  test('installs in a bare system that has nothing but what it asks for', async () => {
    const inside = '/opt/hearth.deb'
    await run('cp', [packageFile, join(clean.path, inside)])
    await clean.run('dpkg', '--install', inside)
    await clean.run('rm', inside)
    expect(await clean.written()).toEqual(expect.arrayContaining([program, worker]))
    const entry = await clean.run('cat', '/usr/share/applications/hearth.desktop')
    expect(entry).toContain('MimeType=x-scheme-handler/hearth;application/x-hearth-invitation;')
    expect(entry).toMatch(/^Exec=hearth %U$/m)
    expect(await clean.run('cat', '/usr/share/mime/packages/hearth.xml')).toContain('pattern="*.hearth"')
  })

  test('hosts a call that a browser joins', async () => {
    const browser: Browser = await launchBrowser()
    try {
      await withApp(async (page) => {
        const pat = Participant.of(page, 'Pat')
        const state = await hosting(page)
        if (state.state !== 'running') throw new Error(`It does not host: ${JSON.stringify(state)}`)
        expect(state.media).toBe(true)
        await pat.enter()
        const guest = await (await Participant.open(browser, `${state.base}?room=demo`, 'Guest')).join()
        await Promise.all([pat.sees('Guest'), guest.sees('Pat')])
        await Promise.all([pat, guest].map((one) => one.button('Chat').click()))
        await guest.say('Is this the packed one?')
        await pat.reads('Is this the packed one?')
      })
    } finally {
      await browser.close()
    }
  })

  test('does not start a media worker of which one byte was changed, and says so', async () => {
    const file = await open(join(clean.path, worker), 'r+')
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 4096)
    await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 4096)
    await file.close()
    await withApp(async (page) => {
      expect(await hosting(page)).toMatchObject({ state: 'failed', code: 'worker_altered' })
      await page.getByText('Hearth’s media server is not the one that came with it').first().waitFor()
    })
  })

  test('is removed without leavings but what the person has made', async () => {
    await clean.run('dpkg', '--purge', 'hearth')
    const left = await clean.written()
    // The package manager's books, and the system's of kinds of files, which it writes anew each time that one is added or
    // removed; what every program with a window leaves there; the person's own.
    const books = [
      '/var/lib/dpkg/',
      '/var/log/dpkg.log',
      '/usr/share/mime/',
      '/usr/share/applications/mimeinfo.cache',
    ]
    const others = [...books, '/var/cache/fontconfig/', '/tmp/', '/root/']
    expect(left.filter((path) => !others.some((other) => path.startsWith(other)))).toEqual([])
    const kinds = await clean.run(
      'sh',
      '-c',
      'grep --recursive --files-with-matches hearth /usr/share/mime || true',
    )
    expect(kinds).toBe('')
  })
})
