import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { linksCommand } from '../../main/host/cli/linksCommand.ts'
import { hostKeyOf } from '../../protocol/hostKey.ts'
import { roomStateSchema } from '../../room/features.ts'
import { keyIn } from '../fixtures/keyIn.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'

// Whole programs start here, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const program = resolve(import.meta.dirname, '../../dist/main/cli.js')

/** The built program, run to its end. */
async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, 'links', ...args])
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  const [code] = await once(child, 'close')
  return { code, ...output }
}

const filesOf = async (dataDir: string) => (await readdir(dataDir)).filter((name) => name.startsWith('links'))

describe('hearth links, beside a host that runs', () => {
  let host: SpawnedHost
  const links = (...args: readonly string[]) => linksCommand(['--data-dir', host.dataDir, ...args], {})

  beforeAll(async () => {
    host = await spawnHost(['--room', 'demo', '--workers', '1'])
  })
  afterAll(() => host.stop())

  it('P-OWNER-5 prints its links, the host link under a heading of its own', async () => {
    const said = await run('--data-dir', host.dataDir)
    expect(said).toMatchObject({ code: 0, err: '' })
    const lines = said.out.split('\n')
    expect(lines).toContain(`  ${host.link}`)
    const heading = lines.findIndex((line) => line.startsWith('Host link'))
    const key = await keyIn(host.dataDir)
    expect(lines[heading + 1]).toBe(`  ${host.link}&host=${key}`)
    expect(lines.filter((line) => line.includes(key))).toHaveLength(1)
  })

  it('P-OWNER-5 has exactly two fields for scripts, and whoever opens the host link leads', async () => {
    const { out = '', code } = await links('--json')
    expect(code).toBe(0)
    const read = JSON.parse(out) as { readonly guests: string[]; readonly host: string }
    expect(read).toEqual({ guests: [host.link], host: `${host.link}&host=${await keyIn(host.dataDir)}` })
    const guest = await TestClient.connect(host.base)
    await guest.join('demo', 'Early')
    const owner = await TestClient.connect(host.base)
    const asked = { protocol: 1, room: 'demo', name: 'Ada', hostKey: hostKeyOf(read.host) ?? '' }
    const { snapshot } = await owner.request('session.join', asked)
    expect(roomStateSchema.parse(snapshot).membership.peers.map(({ role }) => role)).toEqual([
      'presenter',
      'host',
    ])
    await Promise.all([guest.close(), owner.close()])
  })

  it('keeps what only the owner may read from everybody else on this computer', async () => {
    const files = ['host-key', ...(await filesOf(host.dataDir))]
    expect(files).toHaveLength(2)
    for (const name of files) expect((await stat(join(host.dataDir, name))).mode & 0o777, name).toBe(0o600)
  })

  it('asks which one, where several share a folder, and leaves out those that were killed', async () => {
    const [name = ''] = await filesOf(host.dataDir)
    const kept = JSON.parse(await readFile(join(host.dataDir, name), 'utf8')) as { port: number }
    const put = (port: number, more: object) =>
      writeFile(join(host.dataDir, `links-${port}.json`), JSON.stringify({ ...kept, ...more }))
    // The process number of one that was killed is another's by now, and its port is closed.
    await put(1, { port: 1, pid: process.pid })
    // Its port is another host's, and its process is gone.
    await put(2, { pid: 2 ** 22 + 1 })
    await writeFile(join(host.dataDir, 'links-3.json'), '{"pid":')
    expect(await links()).toMatchObject({ code: 0 })
    // Two that live.
    await put(4, { pid: process.pid })
    const asked = await links('--json')
    expect(asked).toMatchObject({
      code: 1,
      problems: [expect.stringContaining(`${kept.port}, ${kept.port}`)],
    })
    await rm(join(host.dataDir, 'links-4.json'))
    expect(await links('--port', String(kept.port))).toMatchObject({ code: 0 })
    expect(await links('--port', '1')).toMatchObject({ code: 1 })
  })

  it('prints the same after the host has died and was started again', async () => {
    const before = await links('--json')
    const [name = ''] = (await filesOf(host.dataDir)).filter((one) => one.length > 'links-4.json'.length)
    const pidNow = async () =>
      (JSON.parse(await readFile(join(host.dataDir, name), 'utf8')) as { pid: number }).pid
    const first = await pidNow()
    process.kill(first, 'SIGKILL')
    await expect.poll(pidNow, { timeout: 100_000 }).not.toBe(first)
    // Port, certificate and key stay.
    expect(await links('--json')).toEqual(before)
  })
})

describe('hearth links, where no host runs', () => {
  it('says so with code 1: after the end of a host, and after one was killed', async () => {
    const host = await spawnHost(['--workers', '1', '--no-supervise'])
    const before = await readFile(join(host.dataDir, (await filesOf(host.dataDir))[0] ?? ''), 'utf8')
    const exited = once(host.process, 'exit')
    host.process.kill('SIGTERM')
    await exited
    expect(await filesOf(host.dataDir)).toEqual([])
    const sentence = `No host runs with the folder ${host.dataDir}.`
    const none = { code: 1, problems: [sentence] }
    expect(await linksCommand(['--data-dir', host.dataDir], {})).toEqual(none)
    // As a kill leaves it: nothing of the file goes with the process.
    await writeFile(join(host.dataDir, 'links-1.json'), before)
    expect(await linksCommand(['--data-dir', host.dataDir], {})).toEqual(none)
    expect(await linksCommand(['--json'], { HEARTH_DATA_DIR: host.dataDir })).toEqual(none)
    expect(await run('--data-dir', host.dataDir)).toEqual({ code: 1, out: '', err: `hearth: ${sentence}\n` })
    await host.stop()
  })

  it('says what is wrong with the command line, and what there is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-none-'))
    expect(await linksCommand(['--help'], {})).toMatchObject({
      code: 0,
      out: expect.stringContaining('--json'),
    })
    expect(await linksCommand(['--frobnicate'], {})).toMatchObject({ code: 2 })
    expect(await linksCommand(['extra'], {})).toMatchObject({ code: 2 })
    expect(await linksCommand(['--data-dir', join(folder, 'none')], {})).toMatchObject({ code: 1 })
    await rm(folder, { recursive: true })
  })
})
