import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ninjaProgress } from '../../../scripts/bootstrap/ninjaProgress.mjs'
import { workerFileName } from '../../../scripts/bootstrap/worker.mjs'
import { prebuiltWorkerAddress } from '../../../scripts/bootstrap/workerDownload.mjs'
import { workerStarts } from '../../../scripts/bootstrap/workerStarts.mjs'
import { applyPatch, PATCHES } from '../../../scripts/worker/patchWorkerSource.mjs'
import { groupSources, UNITED, uniteSources } from '../../../scripts/worker/uniteSources.mjs'

const manifest = { version: '3.27.1', repository: { url: 'git+https://example.org/owner/mediasoup.git' } }

describe('the media server in the cache', () => {
  it('has a name of its own for each version and platform', () => {
    expect(workerFileName('3.27.1', 'linux', 'x64')).toBe('mediasoup-worker-3.27.1-linux-x64')
    expect(workerFileName('3.27.1', 'win32', 'x64')).toBe('mediasoup-worker-3.27.1-win32-x64.exe')
    expect(workerFileName('3.28.0', 'linux', 'x64')).not.toBe(workerFileName('3.27.1', 'linux', 'x64'))
  })

  it('counts as working only if it starts', () => {
    expect(workerStarts('/nonexistent/mediasoup-worker')).toBe(false)
    // A program that runs well, but is none of mediasoup's.
    expect(workerStarts(process.execPath)).toBe(false)
  })
})

describe('the address of the official program', () => {
  it('names the kernel on Linux only', () => {
    expect(
      prebuiltWorkerAddress(manifest, { platform: 'linux', arch: 'x64', release: '6.1.0-18-amd64' }, {}),
    ).toBe(
      'https://example.org/owner/mediasoup/releases/download/3.27.1/mediasoup-worker-3.27.1-linux-x64-kernel6.tgz',
    )
    expect(
      prebuiltWorkerAddress(manifest, { platform: 'darwin', arch: 'arm64', release: '24.0.0' }, {}),
    ).toBe(
      'https://example.org/owner/mediasoup/releases/download/3.27.1/mediasoup-worker-3.27.1-darwin-arm64.tgz',
    )
  })

  it("can be a company's own copy", () => {
    const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'https://mirror.example/ms' }
    expect(prebuiltWorkerAddress(manifest, { platform: 'win32', arch: 'x64', release: '10.0' }, env)).toBe(
      'https://mirror.example/ms/3.27.1/mediasoup-worker-3.27.1-win32-x64.tgz',
    )
  })
})

describe('ninjaProgress', () => {
  it('reads the counter at the start of a line', () => {
    expect(ninjaProgress('[120/263] Compiling C++ object src_main.cpp.o')).toEqual({ done: 120, total: 263 })
  })

  it('is not taken in by other brackets', () => {
    expect(ninjaProgress('ninja: Entering directory `out`')).toBeUndefined()
    expect(ninjaProgress('warning: array[1/2]')).toBeUndefined()
  })
})

describe('patching the source', () => {
  const dtls = PATCHES.find((patch) => patch.file.endsWith('DtlsTransport.cpp'))!

  it("lets OpenSSL have each operation's real result", () => {
    const line = 'const long result = (operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1;'
    expect(applyPatch(line, dtls)).toBe(
      'const long result = (operationType & BIO_CB_RETURN) ? static_cast<long>(ret) : 1;',
    )
  })

  it('refuses a source that it does not know instead of building it without the correction', () => {
    expect(() => applyPatch('int main() {}', dtls)).toThrow(/differs from the one that scripts\/worker knows/)
  })
})

describe('uniting the sources', () => {
  it('compiles each of them once, and none beside one that defines the same names', () => {
    const real = path.resolve(import.meta.dirname, '../../../node_modules/mediasoup/worker')
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hearth-worker-'))
    try {
      fs.cpSync(real, folder, { recursive: true, filter: (file) => !/\.hp*$|\/(test|fuzzer)$/.test(file) })
      uniteSources(folder)
      for (const { file, folder: home, into, apart } of UNITED) {
        const place = path.join(folder, path.dirname(file), home)
        const groups = Array.from({ length: into }, (_none, index) => {
          const text = fs.readFileSync(
            path.join(place, `united${index}${home === 'src' ? '.cpp' : '.cc'}`),
            'utf8',
          )
          return [...text.matchAll(/^#include "(.+)"$/gm)].map(([, name]) => name ?? '')
        })
        const listed = fs.readFileSync(path.join(real, file), 'utf8')
        for (const source of groups.flat()) expect(listed).toContain(`'${home}/${source}'`)
        expect(new Set(groups.flat()).size).toBe(groups.flat().length)
        for (const set of apart)
          for (const group of groups)
            expect(group.filter((one) => set.includes(one)).length).toBeLessThanOrEqual(1)
        expect(fs.readFileSync(path.join(folder, file), 'utf8')).toContain(`'${home}/united0`)
      }
      expect(fs.readFileSync(path.join(folder, 'meson.build'), 'utf8')).not.toContain("'src/Worker.cpp'")
    } finally {
      fs.rmSync(folder, { recursive: true, force: true })
    }
  })

  it('shares the work out evenly', () => {
    const sizes: Readonly<Record<string, number>> = { a: 8, b: 1, c: 4, d: 4, e: 1 }
    const groups = groupSources(Object.keys(sizes), {
      into: 2,
      apart: [['c', 'd']],
      sizeOf: (name: string) => sizes[name] ?? 0,
    })
    expect(groups.map((group) => group.reduce((sum, name) => sum + (sizes[name] ?? 0), 0))).toEqual([12, 6])
    expect(() => groupSources(['c', 'd'], { into: 1, apart: [['c', 'd']], sizeOf: () => 1 })).toThrow(
      /place for d/,
    )
  })
})
