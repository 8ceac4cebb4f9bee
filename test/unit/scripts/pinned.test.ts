import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os, { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installerEnvironment } from '../../../scripts/bootstrap/electronDownload.mjs'
import { nodePackage } from '../../../scripts/bootstrap/node.mjs'
import { hasIntegrity } from '../../../scripts/bootstrap/pinnedPackage.mjs'
import {
  downloadWorker,
  prebuiltWorkerAddress,
  workerHash,
} from '../../../scripts/bootstrap/workerDownload.mjs'
import { WORKER_SHA256 } from '../../../scripts/bootstrap/workerHashes.mjs'

const BYTES = Buffer.from('what was checked')
const sha256 = createHash('sha256').update(BYTES).digest('hex')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-pinned-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a download with a pinned hash', () => {
  it('is used where it is the one that was checked, and deleted where it is not', async () => {
    const file = join(folder, 'package.tgz')
    const integrity = `sha512-${createHash('sha512').update(BYTES).digest('base64')}`
    await writeFile(file, BYTES)
    expect(await hasIntegrity(file, integrity)).toBe(true)
    await writeFile(file, 'something else')
    expect(await hasIntegrity(file, integrity)).toBe(false)
    expect(await readdir(folder)).toEqual([])
  })

  it('is that of Node, on each system', () => {
    for (const machine of [
      'linux x64',
      'linux arm64',
      'darwin x64',
      'darwin arm64',
      'win32 x64',
      'win32 arm64',
    ]) {
      const [platform, arch] = machine.split(' ') as [NodeJS.Platform, NodeJS.Architecture]
      const { version, integrity } = nodePackage(platform, arch) ?? expect.fail(machine)
      expect(version, 'exactly one').toMatch(/^\d+\.\d+\.\d+$/)
      expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
    }
  })

  it("is that of Electron, by the package's own checksums whatever the environment says", () => {
    const env = { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', electron_use_remote_checksums: '1' }
    const more = { npm_config_electron_use_remote_checksums: '1', ELECTRON_USE_REMOTE_CHECKSUMS: '1' }
    expect(installerEnvironment({ ...env, ...more })).toEqual({ PATH: '/bin' })
  })
})

describe("mediasoup's official worker", () => {
  const manifest = { version: '9.9.9', repository: { url: 'git+https://example.org/owner/mediasoup.git' } }
  const reporter = {
    async attempt(_what: string, _takes: string, work: (news: () => void) => Promise<void>) {
      try {
        await work(() => undefined)
        return undefined
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
  }
  let server: Server
  let asked: string[]
  let env: Record<string, string>
  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end(BYTES)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base }
  })
  afterEach(() => new Promise((closed) => server.close(closed)))
  const get = (more = {}) => downloadWorker(reporter, manifest, join(folder, 'worker'), { ...env, ...more })

  it('is not even asked for where no hash of it is known', async () => {
    expect(await get()).toMatch(
      /^Hearth knows no hash of mediasoup-worker-9\.9\.9-\S+\.tgz, so it was not downloaded$/,
    )
    expect(asked).toEqual([])
  })

  it('is thrown away, unopened, where it is another one than the hash says', async () => {
    expect(await get({ HEARTH_WORKER_SHA256: 'a'.repeat(64) })).toBe(
      'the archive is not the one that was checked',
    )
    expect(asked).toHaveLength(1)
    expect(await readdir(folder)).toEqual([])
  })

  it('is looked into where it is the right one', async () => {
    expect(await get({ HEARTH_WORKER_SHA256: sha256.toUpperCase() })).toBe('the archive is damaged')
  })

  it('has its hash in our sources by the name of its archive', () => {
    const address = prebuiltWorkerAddress(
      manifest,
      { platform: os.platform(), arch: os.arch(), release: '6.1' },
      {},
    )
    expect(workerHash(address, {}, { [basename(address)]: sha256 })).toBe(sha256)
    expect(workerHash(address, {}, {})).toBeUndefined()
    for (const [name, hash] of Object.entries(WORKER_SHA256)) {
      expect(name).toMatch(/^mediasoup-worker-[\w.-]+\.tgz$/)
      expect(hash).toMatch(/^[\da-f]{64}$/)
    }
    expect(() => workerHash(address, { HEARTH_WORKER_SHA256: 'short' }, {})).toThrow('is no SHA-256')
  })
})
