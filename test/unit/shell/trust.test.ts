import { EventEmitter } from 'node:events'
import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, Session } from 'electron'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyCertificates } from '../../../main/shell/trust/verifyCertificates.ts'
import { hostOrigin } from '../../../main/shell/trust/hostOrigin.ts'
import { pemFingerprint } from '../../../main/shell/trust/pemFingerprint.ts'
import { PinStore } from '../../../main/shell/trust/PinStore.ts'
import type { PresentedCertificate } from '../../../main/shell/trust/fetchPeerCertificate.ts'
import { HostVerifier } from '../../../main/shell/trust/HostVerifier.ts'
import { certificateFingerprint, fingerprints } from '../../../main/tls/fingerprints.ts'
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
    expect(fingerprints(certificate)).toBe(createHash('sha256').update(der).digest('base64url'))
    expect(pemFingerprint(renewed.cert)).toBe(fingerprints(certificate))
    expect(renewed.cert).not.toBe(identity.cert)
    expect(pemFingerprint((await makeIdentity()).cert)).not.toBe(fingerprints(certificate))
  })

  test("the certificate's own is spelled as Node and browsers spell it", async () => {
    const certificate = new X509Certificate((await makeIdentity()).cert)
    const hex = certificate.fingerprint256.replaceAll(':', '')
    expect(certificateFingerprint(certificate)).toBe(Buffer.from(hex, 'hex').toString('base64url'))
  })

  test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    '%j has none',
    (text) => {
      expect(pemFingerprint(text)).toBeNull()
    },
  )
})

describe('the address of a host', () => {
  test.each([
    ['https://host.example/meet/', 'https://host.example', 'host.example', 443],
    [BASE, 'https://192.168.1.20:8443', '192.168.1.20', 8443],
    ['https://[fd00::20]:9000/', 'https://[fd00::20]:9000', 'fd00::20', 9000],
    ['https://Host.Example.:443/', 'https://host.example', 'host.example', 443],
    ['https://[::ffff:192.168.1.20]/', 'https://192.168.1.20', '192.168.1.20', 443],
    ['wss://host.example/signal', 'https://host.example', 'host.example', 443],
  ])('%s', (base, origin, hostname, port) => {
    expect(hostOrigin(base)).toEqual({ origin, hostname, port })
  })

  test.each(['http://127.0.0.1:8080/', 'https://a@b/', 'ws://a/', 'nonsense', ''])('%j has none', (base) => {
    expect(hostOrigin(base)).toBeNull()
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
  async function desk(found: PresentedCertificate | null): Promise<{ trust: HostVerifier; pins: PinStore }> {
    const pins = await PinStore.create(file, silent)
    return { pins, trust: new HostVerifier({ pins, look: async () => found }) }
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
    expect(await trust.check(ask(BASE, B))).toEqual({ trust: 'changed', expected: A, found: B, inLink: true })
    expect(pins.pinOf('https://192.168.1.20:8443')?.fingerprint).toBe(A)
  })

  test('the pinned host where the link says another: the link came from a person, the pin from a click', async () => {
    const { trust } = await desk(selfSigned(A))
    await trust.pin(BASE, A)
    const refused = { trust: 'changed', expected: A, found: B, inLink: true }
    expect(await trust.check(ask(BASE, B))).toEqual(refused)
  })

  const byAuthority = { fingerprint: B, certificate: C, authorized: true }

  test('a host with a certificate of a real authority, renewed since the link was written or not', async () => {
    const { trust, pins } = await desk(byAuthority)
    for (const linked of [null, A, B])
      expect(await trust.check(ask(BASE, linked))).toMatchObject({ trust: 'trusted' })
    expect(pins.isPinned('192.168.1.20', B)).toBe(false)
  })

  test('no authority outranks a pin', async () => {
    const { trust, pins } = await desk(byAuthority)
    await trust.pin(BASE, A)
    for (const linked of [null, A])
      expect(await trust.check(ask(BASE, linked))).toEqual({ trust: 'changed', expected: A, found: B })
    expect(pins.pinOf('https://192.168.1.20:8443')?.fingerprint).toBe(A)
  })

  test("no authority vouches for a link's further addresses, which nobody has read", async () => {
    const pins = await PinStore.create(file, silent)
    const trust = new HostVerifier({
      pins,
      look: async ({ hostname }) => (hostname === 'evil.example' ? byAuthority : null),
    })
    const bases = ['https://meet.company.lan/', 'https://evil.example/']
    expect(await trust.check({ bases, fingerprint: A, announced: false })).toMatchObject({ trust: 'changed' })
  })

  describe('a link that contradicts a pin is refused before anything is contacted', () => {
    const PINNED = 'https://meet.company.lan:8443/'
    const EVIL = 'https://evil.example/'
    const refused = { trust: 'changed', expected: A, found: B, inLink: true }

    /** Where A is pinned for one host, and whoever is asked shows B, which is what a forged link says. */
    async function pinned(linked: string | null, ...bases: string[]) {
      const pins = await PinStore.create(file, silent)
      const looked: string[] = []
      const trust = new HostVerifier({
        pins,
        async look({ origin }) {
          looked.push(origin)
          return selfSigned(B)
        },
      })
      await trust.pin(PINNED, A)
      const answer = await trust.check({ bases, fingerprint: linked, announced: false })
      return { answer, looked, pins }
    }

    test.each([
      ['by its address', [PINNED]],
      ['by its address in other letters', ['https://MEET.company.lan:8443/']],
      ['by its address with the dot of a full name', ['https://meet.company.lan.:8443/']],
      ['by its address, with another one', [PINNED, EVIL]],
      ['by another port of its address', ['https://meet.company.lan:9000/']],
      ['by no port', ['https://meet.company.lan/', EVIL]],
      ['by one of its further addresses', [EVIL, PINNED]],
      ['by a port of a further address', [EVIL, 'https://meet.company.lan:1/']],
    ])('%s', async (_how, bases) => {
      const { answer, looked, pins } = await pinned(B, ...bases)
      expect(answer).toEqual(refused)
      expect(looked).toEqual([])
      expect(pins.knows(B)).toBe(false)
    })

    test('and one that agrees asks all its addresses', async () => {
      const { answer, looked } = await pinned(A, PINNED, EVIL)
      expect(answer, 'but the key is another one').toEqual({ trust: 'changed', expected: A, found: B })
      expect(looked).toHaveLength(2)
    })

    test('IPv4 is the same address where IPv6 wraps it', async () => {
      const pins = await PinStore.create(file, silent)
      const look = async () => Promise.reject(new Error('Nobody is to be asked.'))
      const trust = new HostVerifier({ pins, look })
      await trust.pin(BASE, A)
      expect(await trust.check(ask('https://[::ffff:192.168.1.20]:8443/', B))).toEqual(refused)
    })

    test('a link without a fingerprint has one address', async () => {
      const { answer, looked } = await pinned(null, PINNED, EVIL)
      expect(answer).toEqual({ trust: 'changed', expected: A, found: B })
      expect(looked).toEqual(['https://meet.company.lan:8443'])
    })

    test('on this computer each port may be another host: nobody else answers there', async () => {
      const { trust } = await desk(selfSigned(B))
      await trust.pin('https://127.0.0.1:8443/', A)
      expect(await trust.check(ask('https://127.0.0.1:9000/', B))).toMatchObject({ trust: 'trusted' })
      expect(await trust.check(ask('https://127.0.0.1:8443/', B))).toEqual(refused)
    })

    test('a pin from a file of before may name the certificate: its own address alone is asked', async () => {
      const pin = { origin: 'https://meet.company.lan:8443', hostname: 'meet.company.lan', fingerprint: C }
      const old = join(folder, 'known-hosts.json')
      await writeFile(old, JSON.stringify({ version: 1, pins: [pin] }))
      const pins = await PinStore.create(old, silent)
      const looked: string[] = []
      const trust = new HostVerifier({
        pins,
        async look({ hostname }) {
          looked.push(hostname)
          return selfSigned(hostname === 'meet.company.lan' ? A : B)
        },
      })
      const link = { bases: [EVIL, PINNED], fingerprint: B, announced: false }
      expect(await trust.check(link)).toMatchObject({ trust: 'changed' })
      expect(await trust.check({ ...link, fingerprint: A })).toMatchObject({ trust: 'trusted' })
      expect(looked).toEqual(['meet.company.lan', 'meet.company.lan'])
      expect(await trust.check(link), 'now the key is known').toEqual(refused)
      expect(looked).toHaveLength(2)
    })
  })

  test('a link vouches for no host; a person who compares words, or an administrator, does', async () => {
    const pins = await PinStore.create(file, silent)
    const managed = ['https://managed.example/#fp=' + A]
    const trust = new HostVerifier({ pins, look: async () => selfSigned(A), managed })
    for (const _time of ['first', 'second'])
      expect(await trust.check(ask(BASE, A))).toEqual({ trust: 'trusted', base: BASE })
    expect(trust.isVouchedFor(BASE)).toBe(false)
    await trust.pin(BASE, A)
    expect(await trust.check(ask(BASE, A))).toEqual({ trust: 'trusted', base: BASE, vouched: true })
    expect((await PinStore.create(file, silent)).pinOf('https://192.168.1.20:8443')?.agreed).toBe(true)
    expect(trust.isVouchedFor('https://managed.example/'), 'before it was checked').toBe(false)
    expect(await trust.check(ask('https://managed.example/', A))).toMatchObject({ vouched: true })
    await trust.forget()
    expect(trust.isVouchedFor(BASE)).toBe(false)
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
    const trust = new HostVerifier({
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
    const trust = new HostVerifier({ pins, look: async () => found.current })
    expect(await trust.check(ask(BASE, A, true))).toMatchObject({ trust: 'trusted' })
    expect(pins.knows(A)).toBe(true)
    found.current = selfSigned(B)
    const changed = { trust: 'changed', expected: A, found: B }
    expect(await trust.check(ask(BASE, null)), 'another key in its place').toEqual(changed)
    expect(await trust.check(ask(BASE, B, true)), 'which even announces itself').toMatchObject(changed)
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

describe('the connections that follow', () => {
  const address = (base: string) => hostOrigin(base) ?? expect.fail('This is no address.')

  test('are accepted with the key that was checked, at that port, and with no other', async () => {
    const pins = await PinStore.create(file, silent)
    pins.checked(address(BASE), A)
    expect(pins.accepts(address(BASE), A)).toBe(true)
    expect(pins.accepts(address(BASE), B)).toBe(false)
    expect(pins.accepts(address('https://192.168.1.20:9000/'), A)).toBe(false)
    expect(pins.concerns('192.168.1.20')).toBe(true)
    expect(pins.concerns('192.168.1.21')).toBe(false)
    await pins.forgetAll()
    expect(pins.accepts(address(BASE), A)).toBe(false)
  })

  /** The two doors, as Electron opens them. */
  async function doors() {
    const pins = await PinStore.create(file, silent)
    const ours = {} as Session & { verify: Parameters<Session['setCertificateVerifyProc']>[0] }
    ours.setCertificateVerifyProc = (verify) => void (ours.verify = verify)
    const app = new EventEmitter()
    verifyCertificates(app as unknown as App, ours, pins)
    const [right, other] = await Promise.all([makeIdentity(), makeIdentity()])
    const opens = (base: string, { cert }: { cert: string }, session: Session = ours) => {
      const certificate = { data: cert } as Electron.Certificate
      const { hostname } = new URL(base)
      const request = { hostname, certificate } as Electron.Request
      let verdict = Number.NaN
      ours.verify?.(request, (answer) => void (verdict = answer))
      // What Chromium itself would say counts where the app has no opinion.
      if (verdict === -3) return 'as Chromium says'
      if (verdict === 0) return true
      let accepted = false
      const event = { preventDefault: () => undefined }
      const answer = (yes: boolean) => void (accepted = yes)
      app.emit('certificate-error', event, { session }, base, 'net::ERR', certificate, answer)
      return accepted
    }
    const key = (identity: { cert: string }) => fingerprints(new X509Certificate(identity.cert))
    return { pins, opens, right, other, key }
  }

  test('also where an authority vouches: Chromium is asked of no host whose key is known', async () => {
    const { pins, opens, right, other, key } = await doors()
    expect(opens(BASE, right)).toBe('as Chromium says')
    await pins.pin(address(BASE), key(right))
    expect(opens(BASE, right)).toBe(true)
    expect(opens(BASE, other)).toBe(false)
    expect(opens('wss://192.168.1.20:8443/signal', right)).toBe(true)
    expect(opens('wss://192.168.1.20:8443/signal', other)).toBe(false)
    expect(opens('https://192.168.1.20:9000/', right), 'another port').toBe(false)
  })

  test('not with a key that is pinned for another port of the host', async () => {
    const { pins, opens, right, other, key } = await doors()
    await pins.pin(address(BASE), key(right))
    await pins.pin(address('https://192.168.1.20:9000/'), key(other))
    expect(opens(BASE, other)).toBe(false)
    expect(opens('https://192.168.1.20:9000/', other)).toBe(true)
  })

  test('of pages in other sessions are none of these', async () => {
    const { pins, opens, right, key } = await doors()
    await pins.pin(address(BASE), key(right))
    expect(opens(BASE, right, {} as Session)).toBe(false)
  })

  test("to the app's own host need no pin, at any port of this computer", async () => {
    const { pins, opens, right, other, key } = await doors()
    pins.setOwnHost(key(right), [BASE])
    for (const base of ['https://127.0.0.1:8443/', 'https://localhost:1/', 'https://[::1]:8443/', BASE]) {
      expect(opens(base, right)).toBe(true)
      expect(opens(base, other)).toBe(false)
    }
  })
})
