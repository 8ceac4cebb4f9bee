import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { en } from '../../../renderer/locales/en.ts'
import { helpText } from '../../../main/host/cli/helpText.ts'
import { loadHostConfig } from '../../../main/host/config/loadHostConfig.ts'
import { strayVariables } from '../../../main/host/config/environmentValues.ts'
import { configOptions } from '../../../main/host/config/configOptions.ts'
import { filesLike, textOf } from '../../fixtures/sourceFiles.ts'
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

function warningsOf(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const read = loadHostConfig(args, env)
  return read.kind === 'config' ? read.warnings : []
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
    expect(problemsOf(['--config', path])[0]).toBe(
      `${path}:1: prot: There is no such setting. Did you mean port?`,
    )
    const duration = 'A duration is written as in 500ms, 30s or 2m, and is from 10ms to 24h.'
    const known = await file('known.json', {
      port: true,
      'write-deadline': 5,
      'keepalive-ping': '30',
      'trust-proxy': ['127.0.0.1', 'proxy'],
    })
    expect(problemsOf(['--config', known])).toEqual([
      `${known}:1: port: A port is a number from 0 to 65535.`,
      `${known}:1: keepalive-ping: ${duration}`,
      `${known}:1: write-deadline: ${duration}`,
      `${known}:1: trust-proxy, value 2: A proxy is an address or a range, as in 127.0.0.1 or 10.0.0.0/8.`,
    ])
  })

  it.each([
    ['{\n  "port": 8443,\n}', ':3:1: Something is missing before this bracket, or a comma is too many.'],
    ['{\n  "trust-proxy": ["10.0.0.1",]\n}', ':2:30: Something is missing before this bracket'],
    ['{\r\n  "port": 8443\r\n  "role": "cohost"\r\n}', ':3:3: A comma is missing before this.'],
    ['{\n  // the door\n  "port": 8443\n}', ':2:3: JSON knows no comments. Take it out.'],
    ["{ 'port': 8443 }", ':1:3: Names and texts stand in straight double quotes'],
    ['{ “port”: 8443 }', ':1:3: Names and texts stand in straight double quotes'],
    ['{ "relay": True }', ':1:12: Names and texts stand in straight double quotes; true, false'],
    ['{ "data-dir": "C:\\Hearth" }', ':1:15: A backslash is written twice, as in "C:\\\\Hearth".'],
    ['{ "port": 8443 }\n}', ':2:1: The file goes on after the end of the object.'],
    ['{ "port": ', ':1:11: The file ends too early: a bracket or a value is missing.'],
    ['{ "port" 8443 }', ':1:10: This is not valid JSON.'],
    ['[8443]', ': The file is not a JSON object, as in { "port": 8443 }.'],
    [' \n', ': The file is empty. Write {} where nothing is to be set.'],
    ['{ "port": 1,\n"port": 2 }', ':2: port: It stands in the file twice. Leave one of them out.'],
    ['{ "mediaPort": 1 }', ':1: mediaPort: There is no such setting. Did you mean media-port?'],
    ['{ "HEARTH_RELAY": true }', ':1: HEARTH_RELAY: There is no such setting. Did you mean relay?'],
    ['{ "frobnicate": 1 }', ':1: frobnicate: There is no such setting.'],
  ])('in the text of the file, by line and column: %j', async (text, sentence) => {
    const path = await file('text.json', text)
    const problems = problemsOf([], { HEARTH_CONFIG: path })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${path}${sentence}`)
  })

  it.each([
    ['utf16le', 'The file is saved as UTF-16. Save it as UTF-8.'],
    ['latin1', 'The file is not saved as UTF-8. Save it so.'],
  ] as const)('in how the file is saved: %s', async (encoding, sentence) => {
    const path = join(folder, `${encoding}.json`)
    await writeFile(path, Buffer.from('{ "room": "Büro" }', encoding))
    expect(problemsOf(['--config', path])).toEqual([`${path}: ${sentence}`])
    // Windows' own mark in front.
    await writeFile(path, `\uFEFF{ "port": 8443 }`)
    expect(configOf(['--config', path]).port).toBe(8443)
  })

  it('in the file as a whole', () => {
    const missing = join(folder, 'missing.json')
    expect([missing, folder].flatMap((path) => problemsOf(['--config', path]))).toEqual([
      `${missing}: There is no such file.`,
      `${folder}: This is a folder. Name the file in it.`,
    ])
    expect(problemsOf(['--config='])).toEqual(['--config: A path is missing.'])
  })

  it.each([
    [{ HEARTH_KEEPALIVE_PONG: '0s' }, 'HEARTH_KEEPALIVE_PONG: A duration is'],
    [{ KEEPALIVE_PONG: '48h' }, 'KEEPALIVE_PONG: A duration is'],
    [{ SERVER_ADDR: 'nowhere' }, 'SERVER_ADDR: A port is'],
    [{ PATH_PREFIX: '/a/../b' }, 'PATH_PREFIX: A path prefix is'],
    [{ HEARTH_TOKEN: 'short' }, 'HEARTH_TOKEN: A token has'],
    [{ HEARTH_ALLOW_ORIGIN: 'https://a.example/,*' }, 'HEARTH_ALLOW_ORIGIN, value 2: An origin is'],
    [{ HEARTH_ALLOW_HOST: 'https://meet.example' }, 'HEARTH_ALLOW_HOST, value 1: A host name is'],
    [{ HEARTH_PLAIN_HTTP: 'perhaps' }, 'HEARTH_PLAIN_HTTP: This is switched on'],
    [{ HEARTH_PORT: 'https://meet.example:443' }, 'HEARTH_PORT: A port is'],
    [{ HEARTH_PORT: '0x1F' }, 'HEARTH_PORT: A port is'],
    [{ HEARTH_ADDRESS: '192.168.1.20:8443' }, 'HEARTH_ADDRESS: An address is written'],
    [{ HEARTH_ANNOUNCE: 'meet.example' }, 'HEARTH_ANNOUNCE: An address is written'],
    [{ HEARTH_TRUST_PROXY: '10.0.0.1,nginx' }, 'HEARTH_TRUST_PROXY, value 2: A proxy is'],
    [{ HEARTH_ALLOW_ORIGIN: 'https://a.example/board' }, 'HEARTH_ALLOW_ORIGIN, value 1: An origin is'],
    [{ HEARTH_ICE_SERVERS: 'stun:a,turn:b:c@d:99999' }, 'HEARTH_ICE_SERVERS, value 2: An ICE server is'],
    [{ HEARTH_ICE_SERVERS: 'stun:a:0' }, 'HEARTH_ICE_SERVERS, value 1: An ICE server is'],
    [{ HEARTH_ROOM: 'a\tb' }, 'HEARTH_ROOM: The room name may not contain'],
    [{ HEARTH_TLS_KEY: '/k.pem' }, 'HEARTH_TLS_KEY: A certificate and its key are given together'],
    [{ HEARTH_DATA_DIR: '$HOME/hearth' }, 'HEARTH_DATA_DIR: Variables are not filled in here.'],
    [{ HEARTH_DATA_DIR: '~ada/hearth' }, 'HEARTH_DATA_DIR: ~ stands for your own home folder only'],
    [{ HEARTH_INSTALLERS: 'file://server/share' }, 'HEARTH_INSTALLERS: This is no file of this computer.'],
  ])('in %j', (env, start) => {
    expect(problemsOf([], env).join('\n')).toContain(start)
  })

  it('a secret that does not fit, or stands in the wrong place, is not printed', () => {
    expect(problemsOf(['--tokn=hunter2', '--token', 'a', '--token', 'hunter2']).join()).not.toContain(
      'hunter2',
    )
    expect(problemsOf(['--token', 'hunter2 hunter2']).join()).not.toContain('hunter2')
  })
})

describe('what others set in the environment', () => {
  /** As Kubernetes does for a service "hearth" and another one "hearth-media". */
  const ofServices = {
    HEARTH_PORT: 'tcp://10.0.0.1:8443',
    HEARTH_SERVICE_HOST: '10.0.0.1',
    HEARTH_SERVICE_PORT: '8443',
    HEARTH_SERVICE_PORT_HTTPS: '8443',
    HEARTH_PORT_8443_TCP: 'tcp://10.0.0.1:8443',
    HEARTH_PORT_8443_TCP_PROTO: 'tcp',
    HEARTH_PORT_8443_TCP_ADDR: '10.0.0.1',
    HEARTH_MEDIA_PORT: 'udp://10.0.0.2:44300',
    HEARTH_MEDIA_SERVICE_HOST: '10.0.0.2',
  }

  it('for services of that name is left aside, with a sentence', () => {
    expect(configOf([], { ...ofServices, PORT: '3333' })).toMatchObject({ port: 3333, mediaPort: 44_300 })
    expect(warningsOf([], ofServices)).toEqual([
      `${Object.keys(ofServices).join(', ')}: Kubernetes or Docker sets this for a service called like Hearth. It is left aside.`,
    ])
  })

  it('and is no setting is left aside, with the setting that was meant', () => {
    expect(warningsOf([], { HEARTH_PROT: '1', hearth_role: 'cohost', HEARTH_COLOUR: 'red' })).toEqual([
      'HEARTH_PROT is set in the environment, but is no setting and is left aside. Did you mean HEARTH_PORT?',
      'hearth_role is set in the environment, but is no setting and is left aside. Did you mean HEARTH_ROLE?',
      'HEARTH_COLOUR is set in the environment, but is no setting and is left aside.',
    ])
  })

  it('nothing is said of variables that some part of Hearth reads', () => {
    const named = filesLike('{main,scripts,preload}/**/*.{ts,mjs}', 'test/fixtures/*.ts').flatMap(
      (path) => textOf(path).match(/\bHEARTH_[A-Z_\d]+\b/g) ?? [],
    )
    const env = Object.fromEntries([...named, 'HEARTH_CONFIG'].map((name) => [name, '']))
    expect(Object.keys(env).length).toBeGreaterThan(10)
    const said = Object.fromEntries(Object.keys(env).map((name) => [name, 'x']))
    expect(strayVariables(said).unknown).toEqual([])
  })
})

describe('values are taken as people and their tools write them', () => {
  it.each([
    ['quotation marks that docker --env-file leaves', { HEARTH_PORT: '"9000"' }, { port: 9000 }],
    [
      'a blank or line end behind it',
      { HEARTH_PORT: '9000 \r\n', HEARTH_ROLE: 'cohost\n' },
      { port: 9000, role: 'cohost' },
    ],
    ['blanks alone', { HEARTH_PORT: '  ', HEARTH_RELAY: ' ' }, { port: 8443, relay: false }],
    ['a port as proxies do', { HEARTH_PORT: ':443', HEARTH_MEDIA_PORT: '0' }, { port: 443, mediaPort: 0 }],
    ['a port as containers do', { HEARTH_PORT: '8080/tcp' }, { port: 8080 }],
    [
      'yes',
      { HEARTH_RELAY: 'Yes', HEARTH_NO_STORAGE: '1', HEARTH_MAP_PORTS: 'on' },
      { relay: true, noStorage: true, mapPorts: true },
    ],
    [
      'no',
      { HEARTH_RELAY: 'NO', HEARTH_NO_STORAGE: '0', HEARTH_MAP_PORTS: 'off' },
      { relay: false, noStorage: false, mapPorts: false },
    ],
    [
      'capitals',
      { HEARTH_ROLE: 'Attendee', HEARTH_LOG_FORMAT: 'JSON' },
      { role: 'attendee', logFormat: 'json' },
    ],
    [
      'this computer by name',
      { HEARTH_ADDRESS: 'localhost', HEARTH_TRUST_PROXY: 'localhost' },
      { address: '127.0.0.1', trustProxy: ['127.0.0.1'] },
    ],
    [
      'an address in brackets',
      { HEARTH_ADDRESS: '[fd00::20]', HEARTH_ANNOUNCE: '[fd00::20]' },
      { address: 'fd00::20', announce: 'fd00::20' },
    ],
    ['every address', { HEARTH_ADDRESS: '*' }, { address: undefined }],
    [
      'an origin with a slash or its own port',
      { HEARTH_ALLOW_ORIGIN: 'https://A.example/, https://b.example:443' },
      { allowOrigin: ['https://a.example', 'https://b.example'] },
    ],
    [
      'a duration of several units',
      { HEARTH_KEEPALIVE_PING: '1m30s', HEARTH_KEEPALIVE_PONG: '5 S' },
      { keepalivePingMs: 90_000, keepalivePongMs: 5000 },
    ],
    [
      'a proxy as a system socket tells it',
      { HEARTH_TRUST_PROXY: '::ffff:10.0.0.1' },
      { trustProxy: ['10.0.0.1'] },
    ],
  ])('%s', (_what, env, config) => {
    expect(configOf([], env)).toMatchObject(config)
  })

  it('in the file, switches also by number', async () => {
    const path = await file('switches.json', { relay: 1, 'no-storage': 0, 'map-ports': 'yes', room: 'demo' })
    const read = loadHostConfig(['--config', path], {})
    expect(read).toMatchObject({ room: 'demo', config: { relay: true, noStorage: false, mapPorts: true } })
  })
})

describe('a flag', () => {
  it('that takes several values adds up where it is given again', () => {
    const twice = ['--trust-proxy', '10.0.0.1', '--trust-proxy=10.0.0.2,10.0.0.3']
    expect(configOf(twice).trustProxy).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'])
  })

  it.each([
    [['--port', '1', '--port', '2'], '--port is given twice, with two values. Give it once.'],
    [['--relay', '--relay=false'], '--relay is given twice, with two values. Give it once.'],
    [['--medai-port', '1'], '--medai-port: There is no such flag. Did you mean --media-port?'],
    [['--media_port=1'], '--media_port: There is no such flag. Did you mean --media-port?'],
    [['-port', '1'], '-port: There is no such flag. Did you mean --port?'],
    [['–port', '1'], '–port: There is no such flag. Did you mean --port?'],
    [['--port', '--relay'], '--port needs a value, as in --port=VALUE. See hearth host --help.'],
    [['--relay', 'true'], '"true" belongs to no flag. See hearth host --help.'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(problemsOf(args)).toContain(sentence)
  })

  it('may be written in either way, twice the same, and with a value where it needs none', () => {
    expect(configOf(['--port=1', '--port', '1', '--relay=yes', '--no-storage=off'])).toMatchObject({
      port: 1,
      relay: true,
      noStorage: false,
    })
  })
})

describe('a path', () => {
  it('begins with ~ where no shell has filled in the home folder', async () => {
    const path = await file('home.json', { installers: '~/installers' })
    const env = { HEARTH_STATIC_DIR: '~/client' }
    expect(configOf([`--config=${path}`, '--data-dir=~/x'], env)).toMatchObject({
      dataDir: join(homedir(), 'x'),
      installers: join(homedir(), 'installers'),
      staticDir: join(homedir(), 'client'),
    })
  })

  it('that is relative starts from the file that it stands in, or from where the command runs', async () => {
    const path = await file('relative.json', { 'tls-cert': 'tls/cert.pem', 'tls-key': '../key.pem' })
    expect(configOf(['--config', path, '--data-dir', 'data'])).toMatchObject({
      tlsCert: join(folder, 'tls/cert.pem'),
      tlsKey: join(folder, '../key.pem'),
      dataDir: resolve('data'),
    })
    const beside = relative(process.cwd(), path)
    expect(configOf(['--config', beside]).tlsCert).toBe(join(folder, 'tls/cert.pem'))
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
      { flag: 'room', variables: ['HEARTH_ROOM'], text: '' },
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
    const help = helpText(catalogue.t)
    for (const { flag, variable, name } of configOptions) {
      expect(help).toMatch(new RegExp(`^  --${flag} `, 'm'))
      expect(help).toContain(variable)
      expect(help).toContain(en.hostSettings[name])
    }
  })
})
