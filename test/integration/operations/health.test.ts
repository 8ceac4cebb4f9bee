import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { spawnHost } from '../../fixtures/spawnHost.ts'
import { textOf } from '../../fixtures/sourceFiles.ts'

const root = resolve(import.meta.dirname, '../../..')
const [, check = ''] = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(textOf('deploy/Dockerfile')) ?? []

/** The health check of the image, as the image runs it: besides the environment it knows nothing of the host. */
async function healthCheck(dataDir: string, ...flags: string[]) {
  const [, ...words] = z.array(z.string()).parse(JSON.parse(check))
  const child = spawn(process.execPath, [...words, ...flags], {
    cwd: root,
    env: { ...process.env, HEARTH_DATA_DIR: dataDir },
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.err += chunk.toString()
  })
  const [code] = await once(child, 'close')
  return { code, ...output }
}

it.each([
  ['any port', []],
  ['plain http and a path', ['--plain-http', '--path-prefix', '/meet']],
  ['another address', ['--address', '127.0.0.2']],
  ['IPv6', ['--address', '::1']],
])('the health check of the image fits a host with %s', async (_what, flags) => {
  const host = await spawnHost(['--no-supervise', '--workers', '1', ...flags])
  onTestFinished(() => host.stop())
  const { code, out, err } = await healthCheck(host.dataDir)
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toMatchObject({ status: 'ok' })
})

it('fails for a host without media, for one that stands still, and where none runs', async () => {
  const host = await spawnHost(['--no-supervise', '--worker-bin', '/nowhere', '--log-level', 'silent'])
  onTestFinished(() => host.stop())
  expect(await healthCheck(host.dataDir)).toMatchObject({
    code: 1,
    out: expect.stringContaining('"rooms":0'),
  })
  host.process.kill('SIGSTOP')
  onTestFinished(() => void host.process.kill('SIGCONT'))
  const still = await healthCheck(host.dataDir)
  expect(still).toMatchObject({ code: 1, err: expect.stringContaining('The host does not answer: ') })
  const empty = await mkdtemp(join(tmpdir(), 'hearth-none-'))
  onTestFinished(() => rm(empty, { recursive: true }))
  expect(await healthCheck(empty)).toMatchObject({
    code: 1,
    err: `hearth: No host runs with the folder ${empty}.\n`,
  })
})

it('says what it is for, and which flag is none', async () => {
  expect(await healthCheck('/', '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('--data-dir'),
  })
  expect(await healthCheck('/', '--prot=1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--port?'),
  })
})
