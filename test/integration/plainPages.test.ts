import { createHash, type X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprints } from '../../main/tls/fingerprints.ts'
import { fingerprintWords } from '../../protocol/fingerprintWords.ts'
import { httpGet } from '../fixtures/httpGet.ts'
import { type RunningHost, startHost } from '../fixtures/startHost.ts'

let folder: string
let host: RunningHost
const installer = Buffer.alloc(300_000, 'installer')
/** As packers, browsers and people name them. */
const ODD_NAMES = ['Hearth Setup 0.2.0.exe', 'Hearth-0.2.0 (1).EXE', 'Hearth für Zoë & Co #1.msi']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-installers-'))
  await writeFile(join(folder, 'Hearth-0.2.0.exe'), installer)
  for (const name of ODD_NAMES) await writeFile(join(folder, name), installer)
  await writeFile(join(folder, 'notes.txt'), 'not for guests')
  await writeFile(join(folder, '<b>.deb'), 'an odd name')
  await mkdir(join(folder, 'folder.zip'))
  host = await startHost({ installers: folder, pathPrefix: '/meet' })
})
afterAll(async () => {
  await host.stop()
  await rm(folder, { recursive: true })
})

const get = (path: string) => httpGet(new URL(path, host.base))

function shown(): Promise<X509Certificate> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: host.port, rejectUnauthorized: false }, () => {
      const certificate = socket.getPeerX509Certificate()
      socket.destroy()
      if (certificate !== undefined) resolve(certificate)
    })
  })
}

describe('the page about the connection', () => {
  it('shows what the host really shows on the wire, without any program', async () => {
    const { status, text, headers } = await get('trust')
    const certificate = await shown()
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8'])
    expect(text.replaceAll('<wbr />', '')).toContain(certificate.fingerprint256)
    expect(text).toContain(fingerprints(certificate))
    expect(text).toContain(fingerprintWords(fingerprints(certificate)))
    expect(text).toContain('made its certificate itself')
    expect(text).not.toContain('<script')
    expect(headers['cache-control']).toBe('no-store')
  })

  it.each(['en-GB,en;q=0.9', 'xx,*;q=0.5', ''])(
    'for a browser that asks for “%s” is in the language that fits best',
    async (languages) => {
      const { text } = await httpGet(new URL('trust', host.base), { 'Accept-Language': languages })
      expect(text).toContain('<html lang="en">')
      expect(text).toContain('Is it the right computer?')
    },
  )

  it('of a host behind a proxy says whose certificate the browser sees', async () => {
    const behind = await startHost({ plainHttp: true, address: undefined })
    const { text } = await httpGet(new URL('trust', behind.base))
    await behind.stop()
    expect(text).toContain('A server in front of this host')
    expect(text).not.toContain('SHA-256')
  })
})

describe('installers', () => {
  it('are listed with size and sum; nothing else of their folder is', async () => {
    const { status, text } = await get('installers')
    expect(status).toBe(200)
    expect(text).toContain('href="installers/Hearth-0.2.0.exe"')
    expect(text).toContain('300 kB')
    expect(text).toContain(createHash('sha256').update(installer).digest('hex'))
    for (const name of ODD_NAMES) {
      expect(text).toContain(`href="installers/${encodeURIComponent(name)}"`)
      const { status, text: body, headers } = await get(`installers/${encodeURIComponent(name)}`)
      expect([name, status, body.length]).toEqual([name, 200, installer.length])
      expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    }
    for (const hidden of ['notes.txt', '<b>', 'folder.zip']) expect(text).not.toContain(hidden)
  })

  it('are given whole, to be kept', async () => {
    const { status, text, headers } = await get('installers/Hearth-0.2.0.exe')
    expect([status, text.length, headers['content-length']]).toEqual([200, 300_000, '300000'])
    expect(headers['content-disposition']).toBe('attachment; filename="Hearth-0.2.0.exe"')
    expect(headers['content-type']).toBe('application/octet-stream')
  })

  it.each(['notes.txt', 'folder.zip', '..%2fidentity.json', '%2e%2e%2fHearth-0.2.0.exe', 'gone.exe'])(
    '%s is none',
    async (name) => {
      expect((await get(`installers/${name}`)).status).toBe(404)
    },
  )

  it('a replaced file has another sum', async () => {
    const path = join(folder, 'Hearth-0.2.0.exe')
    const before = await readFile(path)
    await writeFile(path, 'another version')
    const { text } = await get('installers')
    await writeFile(path, before)
    expect(text).toContain(createHash('sha256').update('another version').digest('hex'))
  })

  it('of a host without any: the page says so', async () => {
    const without = await startHost()
    const { text } = await httpGet(new URL('installers', without.base))
    await without.stop()
    expect(text).toContain('offers no installers')
  })
})
