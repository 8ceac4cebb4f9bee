import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGzip } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InstallerFolder } from '../../../main/api/pages/InstallerFolder.ts'
import { compareVersions } from '../../../main/shell/update/compareVersions.ts'
import { type InstallTools, installUpdate } from '../../../main/shell/update/installUpdate.ts'
import { detectPackageKind } from '../../../main/shell/update/detectPackageKind.ts'
import { type RunProgram, runProgram } from '../../../main/shell/update/runProgram.ts'
import { Updater, type UpdaterOptions } from '../../../main/shell/update/Updater.ts'
import { type PackageKind, signedText, type UpdateMetadata } from '../../../protocol/ipc/update.ts'
import { en } from '../../../renderer/locales/en.ts'
import { updateProblemSchema } from '../../../protocol/ipc/update.ts'
import { publicKeyOf, writeUpdateMetadata } from '../../../scripts/packaging/updateMetadata.mjs'

const NOW = new Date('2026-06-01T12:00:00Z')
const CONTENT = Buffer.from('the new program')
const keys = generateKeyPairSync('ed25519')
const others = generateKeyPairSync('ed25519')

let folder: string
let server: Server
let feed: string
/** What the feed has, by name. A text that ends early, ends its connection there. */
let files: Map<string, { readonly body: Buffer; readonly length?: number }>
let started: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-update-'))
  files = new Map()
  started = []
  server = createServer((request, response) => {
    const file = files.get(request.url?.slice(1) ?? '')
    if (file === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-length': file.length ?? file.body.length })
    if (file.length === undefined) return void response.end(file.body)
    response.write(file.body, () => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hearth-update.json`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await rm(folder, { recursive: true, force: true })
})

function metadata(rest: Partial<UpdateMetadata> = {}, kind: PackageKind = 'AppImage'): UpdateMetadata {
  const sha256 = createHash('sha256').update(CONTENT).digest('hex')
  return {
    version: '0.2.0',
    signedAt: '2026-05-30T00:00:00Z',
    expiresAt: '2026-12-01T00:00:00Z',
    files: [{ name: 'hearth.bin', kind, arch: 'x64', size: CONTENT.length, sha256 }],
    ...rest,
  }
}

function publish(what: UpdateMetadata, { privateKey } = keys): void {
  const text = JSON.stringify(what)
  const signature = sign(null, Buffer.from(signedText(text)), privateKey).toString('base64')
  const body = Buffer.from(JSON.stringify({ format: 1, metadata: text, signature }))
  files.set('hearth-update.json', { body })
  files.set('hearth.bin', { body: CONTENT })
}

function updater(rest: Partial<UpdaterOptions> = {}): Updater {
  return new Updater({
    feed: () => feed,
    key: publicKeyOf(keys.privateKey),
    version: '0.1.0',
    kind: 'AppImage',
    arch: 'x64',
    folder: join(folder, 'data'),
    fetch,
    now: () => NOW,
    tools: {
      run: async (program, words, { input } = {}) =>
        void started.push([program, ...words, ...(input === undefined ? [] : ['<', input])].join(' ')),
      open: async (file) => void started.push(file),
      appImage: join(folder, 'Hearth.AppImage'),
    },
    ...rest,
  })
}

describe('a feed', () => {
  test('that is not set is asked nothing', async () => {
    publish(metadata())
    expect(await updater({ feed: () => null }).check()).toEqual({ state: 'off' })
    expect(await updater({ kind: null }).check()).toEqual({ state: 'off' })
  })

  test('with a newer version offers it', async () => {
    publish(metadata())
    expect(await updater().check()).toEqual({ state: 'offered', version: '0.2.0' })
  })

  test('with this version offers nothing', async () => {
    publish(metadata({ version: '0.1.0' }))
    expect(await updater().check()).toEqual({ state: 'current' })
  })

  test.each<[string, () => void, Partial<UpdaterOptions>, string]>([
    ['signed by somebody else', () => publish(metadata(), others), {}, 'update_bad_signature'],
    [
      'changed after it was signed',
      () => {
        publish(metadata())
        const text = files.get('hearth-update.json')?.body.toString().replace('0.2.0', '0.3.0') ?? ''
        files.set('hearth-update.json', { body: Buffer.from(text) })
      },
      {},
      'update_bad_signature',
    ],
    ['of an older version', () => publish(metadata({ version: '0.0.9' })), {}, 'update_older'],
    [
      'of this version before it was done',
      () => publish(metadata({ version: '0.1.0-rc.1' })),
      {},
      'update_older',
    ],
    [
      'that has run out',
      () => publish(metadata({ expiresAt: '2026-05-31T00:00:00Z' })),
      {},
      'update_expired',
    ],
    ['for other systems', () => publish(metadata({}, 'msi')), {}, 'update_no_package'],
    ['for other computers', () => publish(metadata()), { arch: 'arm64' }, 'update_no_package'],
    ['while no key is known', () => publish(metadata()), { key: null }, 'update_no_key'],
    [
      'that says nothing',
      () => files.set('hearth-update.json', { body: Buffer.from('{}') }),
      {},
      'update_unreadable',
    ],
    ['that is not there', () => undefined, {}, 'update_unreachable'],
  ])('%s is refused', async (_what, prepare, rest, code) => {
    prepare()
    expect(await updater(rest).check()).toEqual({ state: 'refused', code })
    expect(await updater(rest).install()).toEqual({ state: 'refused', code })
    expect(started).toEqual([])
  })

  test('that falls back to what it said before is refused, also after a restart', async () => {
    publish(metadata({ version: '0.3.0', signedAt: '2026-05-31T00:00:00Z' }))
    expect(await updater().check()).toEqual({ state: 'offered', version: '0.3.0' })
    publish(metadata())
    expect(await updater().check()).toEqual({ state: 'refused', code: 'update_replayed' })
  })
})

describe('a download', () => {
  test.each<[string, { body: Buffer; length?: number }, string]>([
    ['with another content', { body: Buffer.from('THE NEW PROGRAM') }, 'update_wrong_hash'],
    ['that is longer', { body: Buffer.concat([CONTENT, CONTENT]) }, 'update_wrong_hash'],
    ['that is shorter', { body: CONTENT.subarray(0, 4) }, 'update_truncated'],
    ['that breaks off', { body: CONTENT.subarray(0, 4), length: CONTENT.length }, 'update_truncated'],
  ])('%s is refused, and nothing of it stays', async (_what, file, code) => {
    publish(metadata())
    files.set('hearth.bin', file)
    await writeFile(join(folder, 'Hearth.AppImage'), 'the old program')
    expect(await updater().install()).toEqual({ state: 'refused', code })
    expect(await readFile(join(folder, 'Hearth.AppImage'), 'utf8')).toBe('the old program')
    expect(await readdir(join(folder, 'data'))).toEqual(['update-seen.json'])
  })

  test('a name that leads out of the folder is not even read', async () => {
    const [file] = metadata().files
    if (file === undefined) throw new Error('There is no file.')
    publish(metadata({ files: [{ ...file, name: '../hearth.bin' }] }))
    expect(await updater().install()).toEqual({ state: 'refused', code: 'update_unreadable' })
  })
})

describe('installing', () => {
  test('an AppImage takes the place of the one that runs', async () => {
    publish(metadata())
    const image = join(folder, 'Hearth.AppImage')
    await writeFile(image, 'the old program')
    expect(await updater().install()).toEqual({ state: 'installed', version: '0.2.0' })
    expect(await readFile(image)).toEqual(CONTENT)
    expect((await stat(image)).mode & 0o111).toBe(0o111)
    expect((await readdir(folder)).sort()).toEqual(['Hearth.AppImage', 'data'])
  })

  test.each<[PackageKind, RegExp, string]>([
    ['deb', /^pkexec \/bin\/sh -c set -eu.+ [0-9a-f]{64} 15 deb < \S+hearth\.bin$/s, 'installed'],
    ['rpm', /^pkexec \/bin\/sh -c set -eu.+ [0-9a-f]{64} 15 rpm < \S+hearth\.bin$/s, 'installed'],
    ['nsis', /update\/install-\w+\/hearth\.bin \/S --updated$/, 'handed'],
    ['msi', /^msiexec \/i \S+install-\w+\/hearth\.bin \/passive$/, 'handed'],
    ['dmg', /update\/install-\w+\/hearth\.bin$/, 'handed'],
  ])('a %s goes to what installs it on its system', async (kind, command, state) => {
    publish(metadata({}, kind))
    expect(await updater({ kind }).install()).toEqual({ state, version: '0.2.0' })
    expect(started).toEqual([expect.stringMatching(command)])
  })

  test('what could not be installed is said', async () => {
    publish(metadata({}, 'deb'))
    const run = () => Promise.reject(new Error('Not allowed.'))
    const tools = { run, open: run, appImage: undefined }
    expect(await updater({ kind: 'deb', tools }).install()).toEqual({
      state: 'refused',
      code: 'update_install_failed',
    })
  })
})

describe('what changes after it was verified is not installed', () => {
  const file = (kind: PackageKind) => ({ ...(metadata().files[0] ?? expect.fail('There is no file.')), kind })
  let fetched: string
  let log: string
  let tools: string
  beforeEach(async () => {
    fetched = join(folder, 'hearth.bin')
    log = join(folder, 'installed')
    tools = join(folder, 'tools')
    await mkdir(tools)
    // Stands in for the system's installer: it says what it got.
    for (const program of ['dpkg', 'rpm']) {
      await writeFile(join(tools, program), `#!/bin/sh\nprintf '%s ' "$1" >> ${log}\ncat "$2" >> ${log}\n`)
      await chmod(join(tools, program), 0o755)
    }
    await writeFile(fetched, CONTENT)
  })

  /** As pkexec: the program that it is given runs after the password, with its own tools. */
  function afterPassword(meanwhile: () => Promise<void>): RunProgram {
    return async (_pkexec, [program = '', ...words], options) => {
      await meanwhile()
      return runProgram('env', [`PATH=${tools}:${process.env['PATH']}`, program, ...words], options)
    }
  }
  const toolsOf = (run: RunProgram): InstallTools => ({
    run,
    open: async (opened) => void started.push(opened),
    appImage: join(folder, 'Hearth.AppImage'),
  })

  test.each([
    ['deb', '--install '],
    ['rpm', '--upgrade '],
  ] as const)('root installs a %s of its own, which nobody else can reach', async (kind, word) => {
    const run = afterPassword(async () => undefined)
    expect(await installUpdate(file(kind), fetched, toolsOf(run))).toBe('installed')
    expect(await readFile(log, 'utf8')).toBe(`${word}${CONTENT.toString()}`)
  })

  test.each(['deb', 'rpm'] as const)(
    'root refuses a %s that was exchanged during the password',
    async (kind) => {
      for (const other of ['THE NEW PROGRAM', 'longer than the new program', 'short', '']) {
        const run = afterPassword(() => writeFile(fetched, other))
        await expect(installUpdate(file(kind), fetched, toolsOf(run)), other).rejects.toMatchObject({
          code: 'update_wrong_hash',
        })
      }
      expect((await readdir(folder)).sort()).toEqual(['hearth.bin', 'tools'])
      expect((await readdir('/var/tmp')).filter((name) => name.startsWith('hearth-update.'))).toEqual([])
    },
  )

  test('a password that was not given is said as such', async () => {
    const run: RunProgram = (_program, _words, options) => runProgram('false', [], options)
    await expect(installUpdate(file('deb'), fetched, toolsOf(run))).rejects.toMatchObject({
      code: 'update_install_failed',
    })
  })

  test.each(['AppImage', 'nsis', 'msi', 'dmg'] as const)('nor is a %s', async (kind) => {
    await writeFile(join(folder, 'Hearth.AppImage'), 'the old program')
    await writeFile(fetched, 'THE NEW PROGRAM')
    const run: RunProgram = async (program) => void started.push(program)
    await expect(installUpdate(file(kind), fetched, toolsOf(run))).rejects.toMatchObject({
      code: 'update_wrong_hash',
    })
    expect(started).toEqual([])
    expect(await readFile(join(folder, 'Hearth.AppImage'), 'utf8')).toBe('the old program')
  })
})

describe('a feed that goes on for ever', () => {
  test('is given up at the limit, compressed or not', async () => {
    let sent = 0
    server.removeAllListeners('request')
    server.on('request', (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const zip = createGzip()
      zip.pipe(response)
      const more = () => {
        for (;;) {
          sent += 65_536
          if (!zip.write(Buffer.alloc(65_536, ' '))) return void zip.once('drain', more)
          if (response.destroyed) return
        }
      }
      more()
    })
    expect(await updater().check()).toEqual({ state: 'refused', code: 'update_unreadable' })
    expect(sent).toBeLessThan(100_000_000)
  })

  test('as one with thousands of files is', async () => {
    const [one] = metadata().files
    publish({ ...metadata(), files: Array.from({ length: 51 }, () => one ?? expect.fail()) })
    expect(await updater().check()).toEqual({ state: 'refused', code: 'update_unreadable' })
  })
})

describe('what the packing signs, the app believes', () => {
  let release: string
  beforeEach(async () => {
    release = join(folder, 'release')
    await mkdir(release)
  })

  async function signed(...names: string[]): Promise<void> {
    for (const name of names) {
      await writeFile(join(release, name), CONTENT)
      files.set(encodeURIComponent(name), { body: CONTENT })
    }
    const rest = { version: '0.2.0', arch: 'x64', now: NOW } as const
    const written = await writeUpdateMetadata(release, keys.privateKey, rest)
    files.set('hearth-update.json', { body: await readFile(written ?? '') })
  }

  test('and the host lists: names as packers and browsers make them', async () => {
    const names = [
      'Hearth Setup 0.2.0.exe',
      'Hearth 0.2.0.msi',
      'hearth_0.2.0_amd64.deb',
      'hearth-0.2.0 (1).rpm',
      "Zoë's Hearth.dmg",
      'HEARTH-0.2.0.APPIMAGE',
      'Hearth-0.2.0.EXE',
    ]
    await signed(...names)
    for (const [kind, name] of [
      ['nsis', names[0]],
      ['msi', names[1]],
      ['deb', names[2]],
      ['rpm', names[3]],
      ['dmg', names[4]],
    ] as const) {
      started = []
      expect((await updater({ kind }).install()).state, kind).toMatch(/^(?:handed|installed)$/)
      expect(started.join()).toContain(name)
    }
    const listed = await new InstallerFolder(release).list()
    expect(listed.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  })

  test('and the packer’s own pattern makes such names, without spaces', async () => {
    const config = await readFile(new URL('../../../electron-builder.yml', import.meta.url), 'utf8')
    const pattern = /^artifactName: (.+)$/m.exec(config)?.[1] ?? expect.fail('No names are set.')
    const parts: Record<string, string> = {
      productName: 'Hearth',
      version: '0.2.0-rc.1',
      os: 'win',
      arch: 'x64',
    }
    const names = ['exe', 'msi', 'dmg', 'zip', 'AppImage', 'deb', 'rpm'].map((ext) =>
      pattern.replaceAll(/\$\{(\w+)\}/g, (_all, part: string) =>
        part === 'ext' ? ext : (parts[part] ?? '?'),
      ),
    )
    for (const name of names) {
      expect(name).toMatch(/^[\w.-]+$/)
      await writeFile(join(release, name), CONTENT)
    }
    await signed()
    expect(await new InstallerFolder(release).list()).toHaveLength(names.length)
    expect(await updater({ kind: 'deb' }).check()).toMatchObject({ state: 'offered' })
  })

  test.each([
    '-rf.deb',
    '.hidden.deb',
    'a\nb.deb',
    'a;b.deb',
    'a%2fb.deb',
    'x'.repeat(250) + '.deb',
    'a\u202Eb.deb',
  ])('and what the app would refuse is not signed: %j', async (name) => {
    await expect(signed(name, 'hearth.deb')).rejects.toThrow('The app would refuse')
  })

  test('one file of a kind that this version does not know costs none of the others', async () => {
    const [one] = metadata({}, 'deb').files
    const text = metadata({}, 'deb')
    const unknown = { ...one, kind: 'flatpak' }
    publish({ ...text, files: [unknown, ...text.files] as UpdateMetadata['files'] })
    expect(await updater({ kind: 'deb' }).check()).toEqual({ state: 'offered', version: '0.2.0' })
  })
})

test('the kind of package is known by what it leaves', async () => {
  const place = { resourcesPath: folder, appImage: undefined }
  expect(detectPackageKind({ ...place, platform: 'linux' })).toBeNull()
  expect(detectPackageKind({ ...place, platform: 'linux', appImage: '/home/ada/Hearth.AppImage' })).toBe(
    'AppImage',
  )
  await writeFile(join(folder, 'package-type'), 'deb')
  expect(detectPackageKind({ ...place, platform: 'linux' })).toBe('deb')
  expect(detectPackageKind({ ...place, platform: 'darwin' })).toBe('dmg')
  expect(detectPackageKind({ ...place, platform: 'win32' })).toBe('msi')
  await writeFile(join(folder, 'Uninstall Hearth.exe'), '')
  expect(detectPackageKind({ ...place, resourcesPath: join(folder, 'resources'), platform: 'win32' })).toBe(
    'nsis',
  )
})

test('versions are in the order of Semantic Versioning', () => {
  const inOrder = [
    '0.1.0-dev',
    '0.1.0',
    '0.2.0-alpha',
    '0.2.0-alpha.1',
    '0.2.0-alpha.beta',
    '0.2.0-rc.2',
    '0.2.0-rc.10',
    '0.2.0',
    '0.10.0',
    '1.0.0',
  ]
  for (const [index, version] of inOrder.entries())
    for (const [other, against] of inOrder.entries())
      expect(Math.sign(compareVersions(version, against)), `${version} and ${against}`).toBe(
        Math.sign(index - other),
      )
})

test('each refusal has its sentence', () => {
  expect(Object.keys(en.update.problem).sort()).toEqual([...updateProblemSchema.options].sort())
})
