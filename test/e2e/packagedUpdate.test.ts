import { type ChildProcess, execFile } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createReadStream } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { publicKeyOf, writeUpdateMetadata } from '../../scripts/packaging/updateMetadata.mjs'
import { ASIDE_FOLDER, bareSystemFor } from '../../scripts/testing/bareSystem.mjs'
import { CleanRoot } from '../fixtures/CleanRoot.ts'
import { InstalledApp } from '../fixtures/InstalledApp.ts'
import { nextPackage } from '../fixtures/nextPackage.ts'

const run = promisify(execFile)
const VERSION = `${packageJson.version}-dev`
/** Who uses the computer, and may not install anything. */
const USER = 'pat'
/** In place of an administrator's password: there is no session of a desktop here, and no window that would ask for it. */
const LEAVE = `polkit.addRule(function (action, subject) {
  if (action.id === 'org.freedesktop.policykit.exec' && subject.user === '${USER}') return polkit.Result.YES
})`

let clean: CleanRoot
let feed: string
let server: Server
let bus: ChildProcess
let app: InstalledApp
let next: string
const { privateKey } = generateKeyPairSync('ed25519')

beforeAll(async () => {
  const file = await InstalledApp.package()
  const { stdout: depends } = await run('dpkg-deb', ['--field', file, 'Depends'])
  clean = await CleanRoot.mount(bareSystemFor(depends.trim()).folder)
  await run('cp', [file, join(clean.path, 'opt/hearth.deb')])
  const aside = (await readdir(join(clean.path, ASIDE_FOLDER))).map((name) => join(ASIDE_FOLDER, name))
  // What this system is written to is gone soon: nobody has to wait for the disk.
  await clean.run('dpkg', '--force-unsafe-io', '--install', '/opt/hearth.deb', ...aside)
  await clean.run('useradd', '--create-home', USER)
  await mkdir(join(clean.path, 'run/dbus'), { recursive: true })
  bus = await clean.spawn('dbus-daemon', ['--system', '--nofork', '--nopidfile', '--print-address=2'])
  await once(bus.stderr ?? bus, 'data')

  feed = await mkdtemp(join(tmpdir(), 'hearth-feed-'))
  next = await nextPackage(file, VERSION, feed)
  server = createServer((request, response) => {
    const reading = createReadStream(join(feed, basename(decodeURIComponent(request.url ?? ''))))
    reading.on('error', () => response.writeHead(404).end()).pipe(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const updateFeed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hearth-update.json`
  await mkdir(join(clean.path, 'etc/hearth'))
  const policy = JSON.stringify({ updateFeed, updateKey: publicKeyOf(privateKey) })
  await writeFile(join(clean.path, 'etc/hearth/policy.json'), policy)
  await sign()
  app = await startApp()
}, 300_000)
afterAll(async () => {
  await app.stop()
  server.closeAllConnections()
  server.close()
  bus.kill('SIGKILL')
  await clean.unmount()
  await rm(feed, { recursive: true, force: true })
})

const startApp = () => InstalledApp.start(clean, [], USER, { HOME: `/home/${USER}` })

async function sign(version = next, key: KeyObject = privateKey): Promise<void> {
  await writeUpdateMetadata(feed, key, { version })
}

/** What the app says of the feed when its first screen is shown anew. */
async function says(sentence: string): Promise<void> {
  await app.page.reload()
  await app.page.getByText(sentence).waitFor({ timeout: 30_000 })
}

async function install(sentence: string): Promise<void> {
  await says(`Hearth ${next} is there.`)
  await app.page.getByRole('button', { name: 'Install', exact: true }).click()
  await app.page.getByText(sentence).waitFor({ timeout: 90_000 })
}

const installed = () => clean.run('dpkg-query', '--show', '--showformat=${Version}', 'hearth')
const debian = (version: string) => version.replace('-', '~')

/** Changes one byte of the package that the feed has; the second time it is as before. */
async function flipByte(): Promise<void> {
  const name = (await readdir(feed)).find((one) => one.endsWith('.deb')) ?? ''
  const file = await open(join(feed, name), 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 1_000_000)
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 1_000_000)
  await file.close()
}

// One story: what is installed last is what runs next.
test('an older version, a strange signature and a changed package are refused with a sentence, and nothing is installed', async () => {
  await sign('0.0.1')
  await says('The update feed offers an older version than this one. It was refused.')
  await sign(next, generateKeyPairSync('ed25519').privateKey)
  await says('that was not signed by whoever makes Hearth')
  await sign()
  await flipByte()
  await install('The update is not the file that was signed, so it was thrown away.')
  await flipByte()
  expect(await installed()).toBe(debian(VERSION))
}, 180_000)

test('the app offers the next version, installs it by pkexec when the person agrees, and is that from then on', async () => {
  // Nobody has given leave.
  await install('The system did not install the update.')
  expect(await installed()).toBe(debian(VERSION))
  await writeFile(join(clean.path, 'etc/polkit-1/rules.d/10-leave.rules'), LEAVE)
  await install(`Hearth ${next} is installed. It is in force when Hearth starts next.`)
  expect(await installed()).toBe(debian(next))

  await app.stop()
  app = await startApp()
  await app.page.getByRole('button', { name: 'Host a meeting' }).waitFor()
  // The same feed has nothing newer for it.
  const state = await app.page.evaluate(() => window.hearth?.['update.check']({}))
  expect(state).toEqual({ ok: true, result: { state: 'current' } })
}, 180_000)
