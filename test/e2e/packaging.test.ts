import { execFile } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFuses } from '../../scripts/bootstrap/electronFuses.mjs'
import { bareSystemFor } from '../../scripts/testing/bareSystem.mjs'
import { hostingStateSchema } from '../../protocol/ipc/ipc.ts'
import { ipcAnswerSchema } from '../../protocol/ipc/answer.ts'
import { CleanRoot } from '../fixtures/CleanRoot.ts'
import { InstalledApp, testBuild } from '../fixtures/InstalledApp.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'

const run = promisify(execFile)
const program = '/usr/lib/hearth/hearth'
const worker = '/usr/lib/hearth/resources/media/mediasoup-worker'

let clean: CleanRoot
let packageFile: string

beforeAll(async () => {
  // `npm test` has just made it, to know what a bare system must hold.
  packageFile = await InstalledApp.package()
  const { stdout: depends } = await run('dpkg-deb', ['--field', packageFile, 'Depends'])
  clean = await CleanRoot.mount(bareSystemFor(depends.trim()).folder)
}, 600_000)
afterAll(() => clean.unmount())

/** Starts the installed app, hosting at once, and lends its window until the work is done. */
async function withApp<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const words = ['--host', '--room', 'demo', '--name', 'Pat', '--port', '0']
  const app = await InstalledApp.start(clean, ['--user-data-dir=/root/hearth-try', ...words])
  try {
    return await work(app.page)
  } finally {
    await app.stop()
  }
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
    await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd: testBuild })
    const bill = JSON.parse(await readFile(join(testBuild, 'sbom.cdx.json'), 'utf8'))
    const names = new Set(bill.components.map((one: { group?: string; name: string }) => one.name))
    for (const shipped of ['mediasoup', 'ws', 'react', 'mediasoup-client', 'electron'])
      expect(names).toContain(shipped)
    for (const tool of ['vitest', 'typescript', 'knip']) expect(names).not.toContain(tool)
  })

  test('carries a program whose fuses are set', async () => {
    expect(readFuses(join(testBuild, 'linux-unpacked/hearth'))).toEqual({
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
    const others = [...books, '/var/cache/fontconfig/', '/tmp/', '/root/', '/opt/camera.y4m']
    expect(left.filter((path) => !others.some((other) => path.startsWith(other)))).toEqual([])
    const kinds = await clean.run(
      'sh',
      '-c',
      'grep --recursive --files-with-matches hearth /usr/share/mime || true',
    )
    expect(kinds).toBe('')
  })
})
