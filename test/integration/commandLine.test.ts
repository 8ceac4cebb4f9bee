import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseInviteLink } from '../../protocol/inviteLink.ts'
import { getJson } from '../fixtures/getJson.ts'
import { spawnHost } from '../fixtures/spawnHost.ts'
import { startHost } from '../fixtures/startHost.ts'

const program = resolve(import.meta.dirname, '../../dist/main/cli.js')

/** Runs the built program to its end. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } })
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

describe('a command line that cannot be carried out ends with code 2 and says what is wrong', () => {
  it.each([
    [['host', '--port', '99999'], '--port: A port is a number from 0 to 65535.'],
    [['host', '--port', 'http'], '--port: A port is a number from 0 to 65535.'],
    [['host', '--port', '80.5'], '--port: A port is a whole number.'],
    [['host', '--workers', '0'], '--workers: The number of workers is a whole number from 1 to 64.'],
    [['host', '--address', 'nowhere'], '--address: An address is written as in 192.168.1.20 or fd00::20.'],
    [['host', '--role', 'king'], '--role: The role is cohost, presenter or attendee.'],
    [
      ['host', '--log-level', 'loud'],
      '--log-level: The log level is one of debug, info, warn, error, silent.',
    ],
    [['host', '--room', 'a\tb'], '--room: The room name may not contain control characters.'],
    [['host', '--room', 'x'.repeat(10_000)], '--room: The room name may have at most 64 letters.'],
    [['host', '--frobnicate'], "Unknown option '--frobnicate'. See --help."],
    [['host', '--port'], 'See --help.'],
    [['host', 'extra'], 'See --help.'],
    [['dance'], 'There is no command "dance". See hearth --help.'],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await run(args)
    expect(err).toContain(sentence)
    expect([code, out]).toEqual([2, ''])
  })

  it('names the variable where the environment is at fault, and flags go before it', async () => {
    const env = { HEARTH_PORT: 'many', HEARTH_ROLE: 'king' }
    const { code, err } = await run(['host', '--role', 'attendee'], env)
    expect(err).toBe('hearth: HEARTH_PORT: A port is a number from 0 to 65535.\n')
    expect(code).toBe(2)
  })
})

describe('hearth', () => {
  it('prints its flags with their defaults, and its version', async () => {
    const help = await run(['host', '--help'])
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/--port .*\[8443\]/) })
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('says so when its data cannot be kept', async () => {
    const { code, err } = await run(['host', '--port', '0', '--data-dir', '/dev/null/hearth'])
    expect(err).toContain('The host’s certificate cannot be read or made. (')
    expect(code).toBe(1)
  })

  it('hosts until it is told to stop', async () => {
    const first = await spawnHost(['--room', 'Team standup'])
    const link = parseInviteLink(first.link)
    expect(link).toMatchObject({ ok: true, link: { room: 'Team standup', fingerprint: expect.any(String) } })
    expect((await getJson(new URL('health', first.base))).body).toMatchObject({
      status: 'ok',
      rooms: 0,
      people: 0,
    })
    const exited = once(first.process, 'exit')
    first.process.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    await first.stop()
  })

  it('says so when the port is taken', async () => {
    const host = await startHost()
    const folder = await mkdtemp(join(tmpdir(), 'hearth-host-'))
    const flags = ['--address', '127.0.0.1', '--port', `${host.port}`, '--data-dir', folder]
    const { code, err } = await run(['host', ...flags])
    expect(err).toBe(`hearth: Port ${host.port} is in use by another program. Choose another port.\n`)
    expect(code).toBe(1)
    await host.stop()
    await rm(folder, { recursive: true })
  })
})
