import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { browserObjections } from './browserObjections.ts'
import { type Certificate, readCertificate } from './Certificate.ts'
import { certifiableAddresses } from './certifiableAddresses.ts'
import { createSelfSignedCertificate } from './createSelfSignedCertificate.ts'

/** A computer that sleeps for weeks still renews in time. */
const RENEW_BEFORE_MS = 60 * 86_400_000

/** More than a computer meets in two years of offices, homes and cafés; the oldest goes first. */
const MAX_ADDRESSES = 32

/** Earlier than that no host ran: a clock without a battery begins in 1970, and the guests' clocks are right. */
const EARLIEST_MS = Date.parse('2026-01-01T00:00:00Z')

/** IPv6 addresses of a local network (RFC 4193), which stay as they are. */
const UNIQUE_LOCAL = /^f[cd]/i

const identityFileSchema = z.object({
  /** Missing in files of the time when links carried the certificate's fingerprint instead of the key's. */
  version: z.literal(2).optional(),
  key: z.string().includes('PRIVATE KEY'),
  cert: z.string().includes('CERTIFICATE'),
  /** Those that the certificate names, oldest first. */
  addresses: z.array(z.string()).default([]),
})
type IdentityFile = z.infer<typeof identityFileSchema>

/**
 * Reads the host's identity, or makes it on the first run and keeps it. The key stays the same for good: people pin
 * it. The certificate around it is renewed before it ends, when a browser would refuse it, and when the computer has got an
 * address that it does not name yet and that is there to stay. An address that has gone stays in it, so that somebody who moves between two networks does not get
 * a new certificate, and their guests' browsers another warning, at each move.
 *
 * @param folder is made where it is missing; the key in it is readable by its owner alone.
 * @throws when the folder cannot be read or an identity cannot be written, or when what lies there is not one.
 */
export async function loadHostIdentity(
  folder: string,
  addressesNow: readonly string[],
  clockMs: number = Date.now(),
): Promise<Certificate> {
  const path = join(folder, 'identity.json')
  const addresses = certifiableAddresses(addressesNow)
  const nowMs = Math.max(clockMs, EARLIEST_MS)
  const kept = await readKept(path)
  if (kept === null) {
    const made = await createSelfSignedCertificate(null, addresses, nowMs)
    await write(folder, path, made, addresses)
    return made
  }
  const { file, certificate } = kept
  const named = new X509Certificate(file.cert)
  const missing = addresses.filter((address) => named.checkIP(address) === undefined)
  // Links to the certificate itself are about, which a new one would break: that is put off for as long as it can be.
  const widen = file.version === 2 && isWorthwhile(missing, addresses)
  const good = browserObjections(file.cert, nowMs).length === 0
  if (good && !widen && certificate.expiresAt - nowMs > RENEW_BEFORE_MS) return certificate
  const all = certifiableAddresses([...file.addresses, ...missing]).slice(-MAX_ADDRESSES)
  const renewed = await createSelfSignedCertificate(file.key, all, nowMs)
  try {
    await write(folder, path, renewed, all)
  } catch {
    // A disk that cannot be written to must not keep the host from running as it did.
    return good ? certificate : renewed
  }
  return renewed
}

/**
 * Whether addresses that the certificate does not name are worth a new one. A provider hands out new IPv6 networks day by
 * day, and each new certificate is a new warning for people with browsers: where one of our addresses is named, such a
 * change waits for the next renewal.
 */
function isWorthwhile(missing: readonly string[], addresses: readonly string[]): boolean {
  if (missing.length === addresses.length) return missing.length > 0
  return missing.some((address) => isIPv4(address) || UNIQUE_LOCAL.test(address))
}

async function readKept(
  path: string,
): Promise<{ readonly file: IdentityFile; readonly certificate: Certificate } | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    const file = identityFileSchema.parse(JSON.parse(text))
    return { file, certificate: readCertificate(file.key, file.cert) }
  } catch {
    throw new Error(`${path} is damaged. Delete it to give this host a new identity.`)
  }
}

/** Written beside and renamed, so that a crash in between leaves no half identity behind. */
async function write(
  folder: string,
  path: string,
  { key, cert }: Certificate,
  addresses: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beside = `${path}.${process.pid}.new`
  const file: IdentityFile = { version: 2, key, cert, addresses: [...addresses] }
  await writeFile(beside, JSON.stringify(file), { mode: 0o600 })
  await rename(beside, path)
}
