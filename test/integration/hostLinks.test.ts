import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { hostKeyOf } from '../../protocol/hostKey.ts'
import { roomStateSchema } from '../../room/features.ts'
import { keyIn } from '../fixtures/keyIn.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'

const program = resolve(import.meta.dirname, '../../dist/main/cli.js')

async function links(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, 'links', ...args])
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  const [code] = await once(child, 'close')
  return { code, ...output }
}

let host: SpawnedHost | null = null
const start = async (...flags: readonly string[]) => (host = await spawnHost(flags))
afterEach(async () => {
  await host?.stop()
  host = null
})
const filesOf = async ({ dataDir }: SpawnedHost) =>
  (await readdir(dataDir)).filter((name) => name.startsWith('links'))

describe('hearth links', () => {
  it('P-OWNER-5 prints the links of the host that runs here, the host link under a heading of its own', async () => {
    const running = await start('--room', 'Team standup')
    const said = await links('--data-dir', running.dataDir)
    expect(said).toMatchObject({ code: 0, err: '' })
    const lines = said.out.split('\n')
    expect(lines).toContain(`  ${running.link}`)
    const heading = lines.findIndex((line) => line.startsWith('Host link'))
    const key = await keyIn(running.dataDir)
    expect(lines[heading + 1]).toBe(`  ${running.link}&host=${key}`)
    expect(lines.filter((line) => line.includes(key))).toHaveLength(1)
  })

  it('P-OWNER-5 has exactly two fields for scripts, and whoever opens the host link leads', async () => {
    const running = await start('--room', 'demo', '--no-supervise')
    const { out, code } = await links('--json', '--data-dir', running.dataDir)
    expect(code).toBe(0)
    const read = JSON.parse(out) as { readonly guests: string[]; readonly host: string }
    expect(read).toEqual({ guests: [running.link], host: expect.stringContaining(`${running.link}&host=`) })
    const guest = await TestClient.connect(running.base)
    await guest.join('demo', 'Early')
    const owner = await TestClient.connect(running.base)
    const hostKey = hostKeyOf(read.host) ?? ''
    const asked = { protocol: 1, room: 'demo', name: 'Ada', hostKey }
    const { snapshot } = await owner.request('session.join', asked)
    expect(roomStateSchema.parse(snapshot).membership.peers.map(({ role }) => role)).toEqual([
      'presenter',
      'host',
    ])
    await Promise.all([guest.close(), owner.close()])
  })

  it('keeps what only the owner may read from everybody else on this computer', async () => {
    const running = await start()
    const files = ['host-key', ...(await filesOf(running))]
    expect(files).toHaveLength(2)
    for (const name of files) expect((await stat(join(running.dataDir, name))).mode & 0o777, name).toBe(0o600)
  })

  it('tells a host that was stopped, and one that was killed, from one that runs', async () => {
    const running = await start('--no-supervise')
    const exited = once(running.process, 'exit')
    running.process.kill('SIGTERM')
    await exited
    expect(await filesOf(running)).toEqual([])
    const stopped = await links('--data-dir', running.dataDir)
    expect(stopped).toEqual({
      code: 1,
      out: '',
      err: `hearth: No host runs with the folder ${running.dataDir}.\n`,
    })
    await running.stop()

    const killed = await start('--no-supervise')
    const died = once(killed.process, 'exit')
    killed.process.kill('SIGKILL')
    await died
    expect(await filesOf(killed)).toHaveLength(1)
    for (const flags of [[], ['--json']])
      expect(await links('--data-dir', killed.dataDir, ...flags)).toMatchObject({ code: 1, out: '' })
  })

  it('prints the links of the next one after a host has died and was started again', async () => {
    const running = await start('--room', 'demo')
    const before = await links('--json', '--data-dir', running.dataDir)
    expect(before.code).toBe(0)
    const [name = ''] = await filesOf(running)
    const pidNow = async () => {
      const { readFile } = await import('node:fs/promises')
      return (JSON.parse(await readFile(join(running.dataDir, name), 'utf8')) as { pid: number }).pid
    }
    const first = await pidNow()
    process.kill(first, 'SIGKILL')
    await expect.poll(pidNow, { timeout: 30_000 }).not.toBe(first)
    // The same links: port, certificate and key stay.
    expect(await links('--json', '--data-dir', running.dataDir)).toEqual(before)
  })

  it('asks which one, where several share a folder', async () => {
    const one = await start()
    const port = (base: string) => new URL(base).port
    const second = spawn(
      process.execPath,
      [
        program,
        'host',
        '--no-supervise',
        '--port',
        '0',
        '--media-port',
        '0',
        '--address',
        '127.0.0.1',
        '--data-dir',
        one.dataDir,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    try {
      await expect.poll(() => filesOf(one), { timeout: 30_000 }).toHaveLength(2)
      const asked = await links('--data-dir', one.dataDir)
      expect(asked).toMatchObject({ code: 1, out: '' })
      expect(asked.err).toContain(port(one.base))
      const chosen = await links('--json', '--data-dir', one.dataDir, '--port', port(one.base))
      expect(chosen.out).toContain(one.link)
    } finally {
      const exited = once(second, 'exit')
      second.kill('SIGTERM')
      await exited
    }
  })

  it('says what is wrong with the command line, and what there is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-none-'))
    expect(await links('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--json') })
    expect(await links('--frobnicate')).toMatchObject({ code: 2, out: '' })
    expect(await links('extra')).toMatchObject({ code: 2, out: '' })
    expect(await links('--data-dir', join(folder, 'none'))).toMatchObject({ code: 1, out: '' })
    await rm(folder, { recursive: true })
  })
})
