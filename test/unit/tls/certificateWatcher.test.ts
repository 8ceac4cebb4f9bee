import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CertificateWatcher } from '../../../main/tls/CertificateWatcher.ts'
import { loadConfiguredCertificate } from '../../../main/tls/loadConfiguredCertificate.ts'
import { certificateDnsNames } from '../../../main/tls/certificateDnsNames.ts'
import { type Identity, makeIdentity } from '../../fixtures/tlsServer.ts'

const DAY = 86_400_000

let folder: string
let keeper: CertificateWatcher | null = null
let nowMs: number
let lines: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-certificate-'))
  nowMs = Date.now()
  lines = []
})
afterEach(async () => {
  keeper?.close()
  await rm(folder, { recursive: true, force: true })
})

const files = () => ({ cert: join(folder, 'fullchain.pem'), key: join(folder, 'privkey.pem') })

async function put({ key, cert }: Identity): Promise<void> {
  await writeFile(files().key, key)
  await writeFile(files().cert, cert)
}

async function open(): Promise<CertificateWatcher> {
  const note = (_details: object, text: string) => lines.push(text)
  keeper = await CertificateWatcher.open({
    load: () => loadConfiguredCertificate(files()),
    now: () => nowMs,
    everyMs: 3_600_000,
    log: { info: note, warn: note, error: note },
  })
  return keeper
}

describe('a configured certificate', () => {
  test('is taken over when the files change', async () => {
    const [first, second] = [await makeIdentity(), await makeIdentity()]
    await put(first)
    const kept = await open()
    const seen: string[] = []
    kept.onChange(({ cert }, before) => seen.push(`${before.cert} ${cert}`))
    await kept.check()
    expect(seen, 'nothing has changed').toEqual([])
    await put(second)
    await kept.check()
    expect(seen).toEqual([`${first.cert} ${second.cert}`])
    expect(kept.current.key).toBe(second.key)
  })

  test('that is half-written leaves the last one in force, says so once, and is read when it is whole', async () => {
    const [first, second] = [await makeIdentity(), await makeIdentity()]
    await put(first)
    const kept = await open()
    // An ACME tool has written the certificate, and not yet the key that belongs to it.
    await writeFile(files().cert, second.cert)
    await kept.check()
    await kept.check()
    expect(kept.current.cert).toBe(first.cert)
    expect(kept.state.problem).toBe('not_read')
    await writeFile(files().cert, second.cert.slice(0, 200))
    await kept.check()
    await put(second)
    await kept.check()
    expect(kept.state.problem).toBeNull()
    expect(kept.current.cert).toBe(second.cert)
    const unread = 'the certificate cannot be read; the last one stays in force'
    expect(lines).toEqual([
      unread,
      unread,
      'the certificate can be read again',
      'a new certificate is in force',
    ])
  })

  test('warns once a day from two weeks before its end', async () => {
    await put(await makeIdentity({ validForMs: 20 * DAY }))
    const kept = await open()
    expect([kept.state.problem, lines]).toEqual([null, []])
    nowMs += 7 * DAY
    await kept.check()
    await kept.check()
    expect([kept.state.problem, lines]).toEqual(['expires_soon', ['the certificate expires soon']])
    nowMs += 14 * DAY
    await kept.check()
    expect([kept.state.problem, lines[1]]).toEqual(['expired', 'the certificate has expired'])
  })

  test('that browsers refuse is named as such', async () => {
    await put(await makeIdentity({ name: 'Büro' }))
    const kept = await open()
    expect(kept.state).toMatchObject({ problem: 'refused', objections: ['bad_name'] })
    expect(lines).toEqual(['browsers refuse the certificate'])
    await put(await makeIdentity({ validForMs: 900 * DAY }))
    await kept.check()
    expect(kept.state.objections).toEqual(['valid_too_long'])
    await put(await makeIdentity())
    await kept.check()
    expect(kept.state).toMatchObject({ problem: null, objections: [] })
  })

  test('that is missing at the start is an error that names the file', async () => {
    await expect(open()).rejects.toThrow(/fullchain\.pem cannot be read \(ENOENT\)/)
  })

  test('its names are those that a link can begin with', async () => {
    expect(certificateDnsNames((await makeIdentity({ name: 'meet.example.org' })).cert)).toEqual([
      'meet.example.org',
    ])
    expect(certificateDnsNames((await makeIdentity({ name: '*.example.org' })).cert)).toEqual([])
    expect(certificateDnsNames((await makeIdentity({ name: 'localhost' })).cert)).toEqual([])
  })
})
