import { createPublicKey, X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browserObjections } from '../../../main/tls/browserObjections.ts'
import { loadHostIdentity } from '../../../main/tls/loadHostIdentity.ts'

const DAY = 86_400_000
const START = Date.parse('2026-05-01T12:00:00Z')
const HOME = '192.168.1.20'
const WORK = '10.0.0.7'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-identity-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const names = (cert: string) => new X509Certificate(cert)

test('the certificate is renewed two months before it ends, and the key stays', async () => {
  const first = await loadHostIdentity(folder, [HOME], START)
  const lifeMs = first.expiresAt - START
  expect(lifeMs / DAY).toBeLessThan(825)
  expect(await loadHostIdentity(folder, [HOME], first.expiresAt - 61 * DAY)).toEqual(first)
  const now = first.expiresAt - 59 * DAY
  const renewed = await loadHostIdentity(folder, [HOME], now)
  expect(renewed.cert).not.toBe(first.cert)
  expect(renewed.fingerprint).toBe(first.fingerprint)
  expect(renewed.expiresAt).toBe(now + lifeMs)
  expect(names(renewed.cert).checkIP(HOME)).toBe(HOME)
  // OpenSSL refuses a key that does not belong to the certificate.
  createSecureContext({ key: renewed.key, cert: renewed.cert })
  expect(await loadHostIdentity(folder, [HOME], now + DAY), 'it is kept').toEqual(renewed)
})

test('a new address comes into it, and an old one stays', async () => {
  const first = await loadHostIdentity(folder, [HOME], START)
  const moved = await loadHostIdentity(folder, [WORK], START + DAY)
  expect(moved.fingerprint).toBe(first.fingerprint)
  expect([HOME, WORK].map((address) => names(moved.cert).checkIP(address))).toEqual([HOME, WORK])
  expect(await loadHostIdentity(folder, [HOME], START + 2 * DAY), 'moving back changes nothing').toEqual(
    moved,
  )
  expect(await loadHostIdentity(folder, [], START + 2 * DAY), 'nor does being unplugged').toEqual(moved)
})

test('an IPv6 network that a provider hands out for a day is no reason for a new certificate, a lasting one is', async () => {
  const first = await loadHostIdentity(folder, [HOME, '2001:db8:1::20'], START)
  expect(names(first.cert).checkIP('2001:db8:1::20')).toBe('2001:db8:1::20')
  expect(await loadHostIdentity(folder, [HOME, '2001:db8:2::20'], START)).toEqual(first)
  const local = await loadHostIdentity(folder, [HOME, 'fd00::20', '2001:db8:2::20'], START)
  expect(['fd00::20', '2001:db8:2::20'].map((address) => names(local.cert).checkIP(address))).toEqual([
    'fd00::20',
    '2001:db8:2::20',
  ])
  const elsewhere = await loadHostIdentity(folder, ['2001:db8:3::20'], START)
  expect(names(elsewhere.cert).checkIP('2001:db8:3::20'), 'the only one').toBe('2001:db8:3::20')
})

test('only the newest 32 addresses stay', async () => {
  for (let index = 0; index < 34; index += 1) await loadHostIdentity(folder, [`10.1.0.${index}`], START)
  const last = await loadHostIdentity(folder, ['10.1.0.33'], START)
  expect(names(last.cert).checkIP('10.1.0.1')).toBeUndefined()
  expect(names(last.cert).checkIP('10.1.0.2')).toBe('10.1.0.2')
})

test('links to a certificate from before go on working: it is not renewed for an address', async () => {
  const { key, cert } = await loadHostIdentity(folder, [HOME], START)
  const file = join(folder, 'identity.json')
  await writeFile(file, JSON.stringify({ key, cert }))
  expect((await loadHostIdentity(folder, [WORK], START)).cert).toBe(cert)
  const renewed = await loadHostIdentity(folder, [WORK], START + 700 * DAY)
  expect(renewed.cert, 'only because it ends').not.toBe(cert)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 2, key: renewed.key })
})

test('where the renewed one cannot be kept, the host goes on with the one that it has', async () => {
  const first = await loadHostIdentity(folder, [HOME], START)
  const beside = join(folder, `identity.json.${process.pid}.new`)
  await mkdir(beside)
  expect(await loadHostIdentity(folder, [WORK], START)).toEqual(first)
})

/** A file as an older host, or one whose clock was wrong, has left it. */
async function leave(cert: string, key: string): Promise<void> {
  await writeFile(join(folder, 'identity.json'), JSON.stringify({ version: 2, key, cert, addresses: [HOME] }))
}

test('a kept certificate with a name that browsers refuse is made anew, and the key stays', async () => {
  const { key, fingerprint } = await loadHostIdentity(folder, [HOME], START)
  const made = await generate([{ name: 'commonName', value: 'Hearth' }], {
    algorithm: 'sha256',
    keyPair: {
      privateKey: key,
      publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    },
    keyType: 'ec',
    notBeforeDate: new Date(START),
    notAfterDate: new Date(START + 700 * DAY),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'Zoës-PC' },
          { type: 7, ip: HOME },
        ],
      },
    ],
  })
  await leave(made.cert, key)
  expect(browserObjections(made.cert, START)).toEqual(['bad_name'])
  const mended = await loadHostIdentity(folder, [HOME], START)
  expect([mended.fingerprint, browserObjections(mended.cert, START)]).toEqual([fingerprint, []])
  expect(await loadHostIdentity(folder, [HOME], START), 'once').toEqual(mended)
})

test('however the clock jumps, the certificate is valid then', async () => {
  const first = await loadHostIdentity(folder, [HOME], START)
  const jumps = ['2099-01-01', '2026-02-01', '2049-12-31', '2050-01-02', '2026-05-01', '2028-04-30']
  for (const day of jumps) {
    const now = Date.parse(`${day}T00:00:00Z`)
    const then = await loadHostIdentity(folder, [HOME], now)
    expect([day, browserObjections(then.cert, now), then.fingerprint]).toEqual([day, [], first.fingerprint])
  }
})

test('a clock that begins in 1970 makes a certificate for the clocks of the guests', async () => {
  const made = await loadHostIdentity(folder, [HOME], 0)
  expect(browserObjections(made.cert, START)).toEqual([])
  const kept = await loadHostIdentity(folder, [HOME], START)
  expect(kept, 'nor does it change when the clock is set').toEqual(made)
  expect(await loadHostIdentity(folder, [HOME], 0), 'nor when it is lost again').toEqual(made)
})

test('addresses are named without their zones and in one spelling, and what is none is left out', async () => {
  const odd = ['fe80::1%eth0', 'FD00:0::20', '::ffff:192.168.1.20', 'eth0', '']
  const first = await loadHostIdentity(folder, odd, START)
  expect(names(first.cert).subjectAltName).toMatch(
    /IP Address:FE80:0:0:0:0:0:0:1, IP Address:FD00:0:0:0:0:0:0:20, IP Address:192\.168\.1\.20$/,
  )
  expect(await loadHostIdentity(folder, odd, START), 'they are not missed for ever').toEqual(first)
})
