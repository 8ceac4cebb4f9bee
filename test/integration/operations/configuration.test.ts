import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { en } from '../../../renderer/locales/en.ts'
import { hostHelp } from '../../../main/host/hostHelp.ts'
import { loadHostConfig } from '../../../main/host/config/loadHostConfig.ts'
import { configOptions } from '../../../main/host/config/configOptions.ts'
import { textOf } from '../../fixtures/sourceFiles.ts'
import { startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, contents: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof contents === 'string' ? contents : JSON.stringify(contents))
  return path
}

function configOf(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const read = loadHostConfig(args, env)
  if (read.kind !== 'config') throw new Error(JSON.stringify(read))
  return read.config
}

function problemsOf(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const read = loadHostConfig(args, env)
  return read.kind === 'invalid' ? read.problems : []
}

describe('what is set in several places', () => {
  it('counts by flag, then variable, then the older variable, then file, then default', async () => {
    const config = ['--config', await file('order.json', { port: 1111, 'keepalive-ping': '11s' })]
    const all = { HEARTH_PORT: '2222', PORT: '3333', SERVER_ADDR: ':4444' }
    const chosen = [
      configOf(['--port', '5555', ...config], all),
      configOf(config, all),
      configOf(config, { PORT: '3333', SERVER_ADDR: ':4444' }),
      configOf(config, { SERVER_ADDR: ':4444' }),
      configOf(config),
      configOf([]),
    ].map(({ port }) => port)
    expect(chosen).toEqual([5555, 2222, 3333, 4444, 1111, 8443])
    expect(configOf(config).keepalivePingMs).toBe(11_000)
  })

  it('a variable that is empty is not set', () => {
    expect(configOf([], { HEARTH_PORT: '', PORT: '3333', LOG_LEVEL: '' })).toMatchObject({
      port: 3333,
      logLevel: 'info',
    })
  })

  it('the app heeds its own variables alone: a desktop has PORT and LOG_LEVEL set for other programs', () => {
    const env = { PORT: 'many', LOG_LEVEL: 'verbose', HEARTH_ROLE: 'attendee' }
    expect(loadHostConfig([], env, { olderVariables: false })).toMatchObject({
      kind: 'config',
      config: { port: 8443, role: 'attendee' },
    })
  })
})

describe('the older server', () => {
  it('had variables that still count', () => {
    const env = {
      SERVER_ADDR: ':8080',
      PATH_PREFIX: '/aq_server',
      LOG_LEVEL: 'WARN',
      KEEPALIVE_PING: '1m',
      KEEPALIVE_PONG: '1500ms',
      WRITE_DEADLINE: '2.5s',
    }
    expect(configOf([], env)).toMatchObject({
      port: 8080,
      pathPrefix: '/aq_server/',
      logLevel: 'warn',
      keepalivePingMs: 60_000,
      keepalivePongMs: 1500,
      writeDeadlineMs: 2500,
    })
    expect(configOf([], env).address).toBeUndefined()
  })

  it('had the defaults 30s, 10s and 5s', () => {
    expect(configOf([])).toMatchObject({
      keepalivePingMs: 30_000,
      keepalivePongMs: 10_000,
      writeDeadlineMs: 5000,
    })
  })

  it.each([
    ['127.0.0.1:9000', '127.0.0.1', 9000],
    ['localhost:9000', '127.0.0.1', 9000],
    ['[::1]:9000', '::1', 9000],
    ['0.0.0.0:9000', undefined, 9000],
  ])('wrote its address as %s', (SERVER_ADDR, address, port) => {
    expect(configOf([], { SERVER_ADDR })).toMatchObject({ port })
    expect(configOf([], { SERVER_ADDR }).address).toBe(address)
  })
})

describe('a problem names its place', () => {
  it('in a file: the file and the key', async () => {
    const path = await file('bad.json', {
      port: true,
      'write-deadline': 5,
      'keepalive-ping': '30',
      'trust-proxy': ['127.0.0.1', 'proxy'],
      prot: 1,
    })
    expect(problemsOf(['--config', path])).toEqual([`${path}: prot: There is no such setting.`])
    const duration = 'A duration is written as in 500ms, 30s or 2m, and is from 10ms to 24h.'
    const known = await file('known.json', {
      port: true,
      'write-deadline': 5,
      'keepalive-ping': '30',
      'trust-proxy': ['127.0.0.1', 'proxy'],
    })
    expect(problemsOf(['--config', known])).toEqual([
      `${known}: port: A port is a number from 0 to 65535.`,
      `${known}: keepalive-ping: ${duration}`,
      `${known}: write-deadline: ${duration}`,
      `${known}: trust-proxy: A proxy is an address or a range, as in 127.0.0.1 or 10.0.0.0/8.`,
    ])
  })

  it('in the file as a whole', async () => {
    const [broken, list] = [await file('broken.json', '{ "port": '), await file('list.json', [8443])]
    const missing = join(folder, 'missing.json')
    expect([broken, list, missing].flatMap((path) => problemsOf([], { HEARTH_CONFIG: path }))).toEqual([
      `${broken}: The file is not a JSON object.`,
      `${list}: The file is not a JSON object.`,
      `${missing}: The file cannot be read (ENOENT).`,
    ])
  })

  it.each([
    [{ HEARTH_KEEPALIVE_PONG: '0s' }, 'HEARTH_KEEPALIVE_PONG: A duration is'],
    [{ KEEPALIVE_PONG: '48h' }, 'KEEPALIVE_PONG: A duration is'],
    [{ SERVER_ADDR: 'nowhere' }, 'SERVER_ADDR: A port is'],
    [{ PATH_PREFIX: '/a/../b' }, 'PATH_PREFIX: A path prefix is'],
    [{ HEARTH_TOKEN: 'short' }, 'HEARTH_TOKEN: A token has'],
    [{ HEARTH_ALLOW_ORIGIN: 'https://a.example/,*' }, 'HEARTH_ALLOW_ORIGIN: An origin is'],
    [{ HEARTH_ALLOW_HOST: 'https://meet.example' }, 'HEARTH_ALLOW_HOST: A host name is'],
    [{ HEARTH_PLAIN_HTTP: 'perhaps' }, 'HEARTH_PLAIN_HTTP: This is switched on'],
  ])('in %j', (env, start) => {
    expect(problemsOf([], env).join('\n')).toContain(start)
  })

  it('a secret that does not fit is not printed', () => {
    expect(problemsOf(['--token', 'hunter2 hunter2']).join()).not.toContain('hunter2')
  })
})

describe('plain http', () => {
  it('is refused on an address that others reach', () => {
    const problem = /^--plain-http: Plain http is served on a loopback address only\./
    expect(problemsOf(['--plain-http', '--address', '192.168.1.20'])[0]).toMatch(problem)
    expect(configOf(['--plain-http', '--address', '::1']).plainHttp).toBe(true)
  })

  it('stays on loopback where no address is given, and has no certificate to show', async () => {
    const host = await startHost({ plainHttp: true, address: undefined, mediaAddress: '127.0.0.1' })
    expect([host.base, host.places, host.fingerprint]).toEqual([`http://127.0.0.1:${host.port}/`, [], null])
    await host.stop()
  })
})

test('the heartbeat is the one that is set', async () => {
  const quick = await startHost({ keepalivePingMs: '50ms', keepalivePongMs: '100ms' })
  const dead = await TestClient.connect(quick.base, { autoPong: false })
  expect([1006, 4004]).toContain((await dead.closed()).code)
  await quick.stop()
})

describe('every setting', () => {
  it('is in the table of docs/operations.md, with its variables and default, and the table has no other', () => {
    const rows = textOf('docs/operations.md')
      .split('\n')
      .flatMap((line) => /^\| `--([\w-]+)[^`]*` *\|([^|]*)\|([^|]*)\|/.exec(line)?.slice(1) ?? [])
    const table = Array.from({ length: rows.length / 3 }, (_row, index) => {
      const [flag, variables = '', text = ''] = rows.slice(index * 3, index * 3 + 3)
      return { flag, variables: variables.match(/\w+/g) ?? [], text: text.trim() }
    })
    const own = [
      { flag: 'room', variables: [], text: '' },
      { flag: 'config', variables: ['HEARTH_CONFIG'], text: '' },
    ]
    // These two differ from computer to computer.
    const places: Record<string, string> = { 'data-dir': '`~/.hearth`', 'static-dir': 'beside the program' }
    expect(table).toEqual([
      ...own,
      ...configOptions.map(({ flag, variable, olderVariables, defaultText }) => ({
        flag,
        variables: [variable, ...olderVariables],
        text: places[flag] ?? (defaultText === null ? '' : `\`${defaultText}\``),
      })),
    ])
  })

  it('is explained by --help', () => {
    const help = hostHelp(catalogue.t)
    for (const { flag, variable, name } of configOptions) {
      expect(help).toMatch(new RegExp(`^  --${flag} `, 'm'))
      expect(help).toContain(variable)
      expect(help).toContain(en.hostSettings[name])
    }
  })
})
