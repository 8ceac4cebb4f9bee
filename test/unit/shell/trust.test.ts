import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hostAddress } from '../../../main/shell/trust/hostAddress.ts'
import { keyOfPem } from '../../../main/shell/trust/keyOfPem.ts'
import { PinStore } from '../../../main/shell/trust/PinStore.ts'
import type { PresentedCertificate } from '../../../main/shell/trust/presentedCertificate.ts'
import { TrustDesk } from '../../../main/shell/trust/TrustDesk.ts'
import { certificateFingerprint, keyFingerprint } from '../../../main/tls/keyFingerprint.ts'
import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import { makeIdentity } from '../../fixtures/tlsServer.ts'

const A = 'A'.repeat(43)
const B = 'B'.repeat(43)
/** Of a certificate, as links carried it before. */
const C = 'C'.repeat(43)
const BASE = 'https://192.168.1.20:8443/'
const silent = { info: () => {}, warn: () => {} }

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-trust-'))
  file = join(folder, 'deep', 'known-hosts.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('fingerprints', () => {
  test("are the key's SHA-256: those of a renewed certificate, and of no other", async () => {
    const identity = await makeIdentity()
    const renewed = await makeIdentity({ renewed: identity, address: '192.0.2.9' })
    const certificate = new X509Certificate(identity.cert)
    const der = createPublicKey(identity.cert).export({ type: 'spki', format: 'der' })
    expect(keyFingerprint(certificate)).toBe(createHash('sha256').update(der).digest('base64url'))
    expect(keyOfPem(renewed.cert)).toBe(keyFingerprint(certificate))
    expect(renewed.cert).not.toBe(identity.cert)
    expect(keyOfPem((await makeIdentity()).cert)).not.toBe(keyFingerprint(certificate))
  })

  test("the certificate's own is spelled as Node and browsers spell it", async () => {
    const certificate = new X509Certificate((await makeIdentity()).cert)
    const hex = certificate.fingerprint256.replaceAll(':', '')
    expect(certificateFingerprint(certificate)).toBe(Buffer.from(hex, 'hex').toString('base64url'))
  })

  test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    '%j has none',
    (text) => {
      expect(keyOfPem(text)).toBeNull()
    },
  )
})

describe('the address of a host', () => {
  test.each([
    ['https://host.example/meet/', 'https://host.example', 'host.example', 443],
    [BASE, 'https://192.168.1.20:8443', '192.168.1.20', 8443],
    ['https://[fd00::20]:9000/', 'https://[fd00::20]:9000', 'fd00::20', 9000],
  ])('%s', (base, origin, hostname, port) => {
    expect(hostAddress(base)).toEqual({ origin, hostname, port })
  })

  test.each(['http://127.0.0.1:8080/', 'https://a@b/', 'wss://a/', 'nonsense', ''])('%j has none', (base) => {
    expect(hostAddress(base)).toBeNull()
  })
})

describe('pins', () => {
  const address = { origin: 'https://192.168.1.20:8443', hostname: '192.168.1.20' }

  test('outlive the app', async () => {
    await (await PinStore.create(file, silent)).pin(address, A)
    const later = await PinStore.create(file, silent)
    expect(later.pinOf(address.origin)?.fingerprint).toBe(A)
    expect(later.isPinned('192.168.1.20', A)).toBe(true)
    expect(later.isPinned('192.168.1.20', B)).toBe(false)
    expect(later.isPinned('192.168.1.21', A)).toBe(false)
  })

  test('a new pin takes the place of the old one of the same origin', async () => {
    const pins = await PinStore.create(file, silent)
    await Promise.all([pins.pin(address, A), pins.pin(address, B)])
    const later = await PinStore.create(file, silent)
    expect(later.pinOf(address.origin)?.fingerprint).toBe(B)
    expect(later.isPinned('192.168.1.20', A)).toBe(false)
    expect(await readdir(join(folder, 'deep'))).toEqual(['known-hosts.json'])
  })

  test('a damaged file is put aside', async () => {
    const damaged = join(folder, 'known-hosts.json')
    await writeFile(damaged, '{"version":1,"pins":[{"orig')
    const pins = await PinStore.create(damaged, silent)
    expect(pins.pinOf(address.origin)).toBeNull()
    expect(await readFile(`${damaged}.damaged`, 'utf8')).toContain('"orig')
  })

  test("the app's own host counts by every name of this computer, while it runs", async () => {
    const pins = await PinStore.create(file, silent)
    pins.setOwnHost(A, ['https://192.168.1.5:8443/', 'https://[fd00::5]:8443/'])
    for (const name of ['127.0.0.1', 'localhost', '[::1]', '192.168.1.5', 'fd00::5'])
      expect(pins.isOwn(name, A), name).toBe(true)
    expect(pins.isOwn('192.168.1.6', A)).toBe(false)
    expect(pins.isOwn('localhost', B)).toBe(false)
    pins.forgetOwnHost()
    expect(pins.isPinned('localhost', A)).toBe(false)
  })
})

describe('whom a base leads to', () => {
  async function desk(found: PresentedCertificate | null): Promise<{ trust: TrustDesk; pins: PinStore }> {
    const pins = await PinStore.create(file, silent)
    return { pins, trust: new TrustDesk({ pins, look: async () => found }) }
  }
  const ask = (base: string, fingerprint: string | null, announced = false) => ({
    bases: [base],
    fingerprint,
    announced,
  })
  const selfSigned = (fingerprint: string, certificate = C) => ({
    fingerprint,
    certificate,
    authorized: false,
  })

  test('nobody', async () => {
    const { trust } = await desk(null)
    expect(await trust.check(ask(BASE, A))).toEqual({ trust: 'unreachable' })
    expect(await trust.check(ask('http://127.0.0.1/', null))).toEqual({ trust: 'unreachable' })
  })

  test('the host of the link, which is remembered', async () => {
    const { trust } = await desk(selfSigned(A))
    expect(await trust.check(ask(BASE, A))).toMatchObject({ trust: 'trusted' })
    expect(await trust.check(ask(BASE, null))).toMatchObject({ trust: 'trusted' })
  })

  test('another host than the link says: nothing is remembered', async () => {
    const { trust, pins } = await desk(selfSigned(B))
    expect(await trust.check(ask(BASE, A))).toEqual({ trust: 'changed', expected: A, found: B })
    expect(pins.pinOf('https://192.168.1.20:8443')).toBeNull()
  })

  test('a stranger, until the person agrees', async () => {
    const { trust } = await desk(selfSigned(A))
    expect(await trust.check(ask(BASE, null))).toEqual({
      trust: 'unknown',
      fingerprint: A,
      words: fingerprintWords(A),
    })
    expect(await trust.pin(BASE, A)).toBe(true)
    expect(await trust.check(ask(BASE, null))).toMatchObject({ trust: 'trusted' })
  })

  test('another host than the pinned one, even when a link vouches for it', async () => {
    const { trust, pins } = await desk(selfSigned(B))
    await trust.pin(BASE, A)
    expect(await trust.check(ask(BASE, null))).toEqual({ trust: 'changed', expected: A, found: B })
    expect(await trust.check(ask(BASE, B))).toEqual({ trust: 'changed', expected: A, found: B })
    expect(pins.pinOf('https://192.168.1.20:8443')?.fingerprint).toBe(A)
  })

  test('the pinned host where the link says another: the link came from a person, the pin from a click', async () => {
    const { trust } = await desk(selfSigned(A))
    await trust.pin(BASE, A)
    expect(await trust.check(ask(BASE, B))).toEqual({ trust: 'changed', expected: B, found: A })
  })

  test('a host with a certificate of a real authority, renewed or not', async () => {
    const { trust, pins } = await desk({ fingerprint: B, certificate: C, authorized: true })
    await trust.pin(BASE, A)
    expect(await trust.check(ask(BASE, A))).toMatchObject({ trust: 'trusted' })
    expect(pins.isPinned('192.168.1.20', B)).toBe(false)
  })

  test("the app's own host, whatever was there before", async () => {
    const { trust, pins } = await desk(selfSigned(B))
    await trust.pin('https://127.0.0.1:8443/', A)
    pins.setOwnHost(B, [])
    expect(await trust.check(ask('https://127.0.0.1:8443/', null))).toMatchObject({ trust: 'trusted' })
  })

  test('the first address with the right key is taken, whoever else answers', async () => {
    const pins = await PinStore.create(file, silent)
    const looked: string[] = []
    const never = new Promise<null>(() => {})
    const trust = new TrustDesk({
      pins,
      look({ hostname }) {
        looked.push(hostname)
        if (hostname === '10.0.0.1') return never
        return Promise.resolve(selfSigned(hostname === '10.0.0.3' ? A : B))
      },
    })
    const bases = ['https://10.0.0.1/', 'https://10.0.0.2/', 'https://10.0.0.3/']
    const question = { bases, fingerprint: A, announced: false }
    expect(await trust.check(question)).toEqual({ trust: 'trusted', base: 'https://10.0.0.3/' })
    expect(looked).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'])
    expect(pins.pinOf('https://10.0.0.2')).toBeNull()
  })

  test('an announced key is held to later, and gives way to an invite link alone', async () => {
    const found = { current: selfSigned(A) }
    const pins = await PinStore.create(file, silent)
    const trust = new TrustDesk({ pins, look: async () => found.current })
    expect(await trust.check(ask(BASE, A, true))).toMatchObject({ trust: 'trusted' })
    expect(pins.knows(A)).toBe(true)
    found.current = selfSigned(B)
    const changed = { trust: 'changed', expected: A, found: B }
    expect(await trust.check(ask(BASE, null)), 'another key in its place').toEqual(changed)
    expect(await trust.check(ask(BASE, B, true)), 'which even announces itself').toEqual(changed)
    expect(await trust.check(ask(BASE, B))).toMatchObject({ trust: 'trusted' })
    found.current = selfSigned(A)
    expect(await trust.check(ask(BASE, A, true)), "against a person's link").toMatchObject({
      trust: 'changed',
    })
  })

  test('a link or a pin that names the certificate leads to the key in it, which is pinned from then on', async () => {
    const { trust, pins } = await desk(selfSigned(A))
    expect(await trust.check(ask(BASE, C))).toMatchObject({ trust: 'trusted' })
    expect(pins.pinOf('https://192.168.1.20:8443')?.fingerprint).toBe(A)
    await pins.pin({ origin: 'https://10.0.0.1', hostname: '10.0.0.1' }, C)
    expect(await trust.check(ask('https://10.0.0.1/', null))).toMatchObject({ trust: 'trusted' })
    expect(pins.pinOf('https://10.0.0.1')?.fingerprint).toBe(A)
  })

  test('a forgotten host is a stranger again', async () => {
    const { trust } = await desk(selfSigned(A))
    await trust.check(ask(BASE, A))
    await trust.forget()
    expect(await trust.check(ask(BASE, null))).toMatchObject({ trust: 'unknown' })
    expect((await PinStore.create(file, silent)).knows(A)).toBe(false)
  })

  test('the same host at another port', async () => {
    const { trust } = await desk(selfSigned(A))
    await trust.pin(BASE, A)
    expect(await trust.check(ask('https://192.168.1.20:9000/', null))).toMatchObject({ trust: 'trusted' })
  })
})
