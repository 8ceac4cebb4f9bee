import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseInviteLink } from '../../protocol/inviteLink.ts'
import { getJson } from '../fixtures/getJson.ts'
import { spawnHost } from '../fixtures/spawnHost.ts'
import { startHost } from '../fixtures/startHost.ts'

const program = resolve(import.meta.dirname, '../../dist/main/cli.js')

/** Runs the built program to its end. @param within words that go before it. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, within: readonly string[] = []) {
  const [command, ...words] = [...within, process.execPath, program, ...args]
  const child = spawn(command ?? '', words, { env: { ...process.env, ...env } })
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
    [
      ['host', '--address', 'nowhere'],
      '--address: An address is written as in 192.168.1.20 or fd00::20, without a port or a name.',
    ],
    [['host', '--role', 'king'], '--role: The role is cohost, presenter or attendee.'],
    [
      ['host', '--log-level', 'loud'],
      '--log-level: The log level is one of debug, info, warn, error, silent.',
    ],
    [['host', '--room', 'a\tb'], '--room: The room name may not contain control characters.'],
    [['host', '--room', 'x'.repeat(10_000)], '--room: The room name may have at most 64 letters.'],
    [['host', '--frobnicate'], '--frobnicate: There is no such flag. See hearth host --help.'],
    [['host', '--prot', '1'], '--prot: There is no such flag. Did you mean --port?'],
    [['host', '--port'], '--port needs a value, as in --port=VALUE. See hearth host --help.'],
    [['host', '--port', '1', '--port', '2'], '--port is given twice, with two values. Give it once.'],
    [['host', 'extra'], '"extra" belongs to no flag. See hearth host --help.'],
    [['host', '--ice-servers', 'turn:a:b@c:99999'], '--ice-servers, value 1: An ICE server is written as in'],
    [['links', '--jsno'], '--jsno: There is no such flag. Did you mean --json?'],
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

describe('a file of settings that cannot be read is said before there is a host', () => {
  it.each([
    [
      'utf16.json',
      Buffer.from('\uFEFF{ "no-supervise": true }', 'utf16le'),
      ': The file is saved as UTF-16.',
    ],
    ['comma.json', '{\n  "no-supervise": true,\n}', ':3:1: Something is missing before this bracket'],
    ['key.json', '{\n  "no-supervise": true,\n  "prot": 1\n}', ':3: prot: There is no such setting.'],
  ])('%s', async (name, contents, sentence) => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-config-'))
    const file = join(folder, name)
    await writeFile(file, contents)
    const home = { HOME: folder }
    for (const [args, env] of [
      [['--config', file], {}],
      [[`--config=~/${name}`], home],
      [[], { ...home, HEARTH_CONFIG: `"~/${name}"` }],
    ] as const) {
      const { code, err } = await run(['host', ...args], env)
      expect(err).toContain(`hearth: ${file}${sentence}`)
      expect(code).toBe(2)
    }
    await rm(folder, { recursive: true })
  })
})

describe.skipIf(process.platform !== 'linux')('a user without a home folder and without a name', () => {
  const nobody = ['unshare', '--user', '--map-user=54321', '--map-group=54321', 'env', '-i']
  const sentence =
    'hearth: --data-dir: This user has no home folder, so choose where the data goes: --data-dir or HEARTH_DATA_DIR.\n'

  it.each([['--help'], ['--version'], ['host', '--help']])('still reads %s %s', async (...args) => {
    expect(await run(args.filter(Boolean), {}, nobody)).toMatchObject({ code: 0, err: '' })
  })

  it.each([[nobody], [[...nobody, 'HOME=']], [[...nobody, 'HOME=home']]])(
    'is asked where the data goes: %j',
    async (within) => {
      expect(await run(['host'], {}, within)).toEqual({ code: 2, out: '', err: sentence })
    },
  )

  it('hosts where that is said', async () => {
    const worker = process.env['MEDIASOUP_WORKER_BIN'] ?? ''
    const host = await spawnHost(['--no-supervise'], [...nobody, `MEDIASOUP_WORKER_BIN=${worker}`])
    onTestFinished(() => host.stop())
    expect((await getJson(new URL('health', host.base))).body).toMatchObject({ status: 'ok' })
  })
})

describe('hearth', () => {
  it('prints its flags with their defaults, and its version, whatever else is wrong', async () => {
    const help = await run(['host', '--prot', '--port', 'many', '--help'])
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/--port .*\[8443\]/) })
    expect((await run(['help'])).out).toBe(help.out)
    expect((await run(['host', '--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
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
