import { createHash, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { z } from 'zod'

/** The key and certificate by which others recognise this host. */
export interface HostIdentity {
  readonly key: string
  readonly cert: string
  /** SHA-256 of the certificate (DER) in base64url without padding: what invite links carry. */
  readonly fingerprint: string
}

const YEARS = 10

const identityFileSchema = z.object({
  key: z.string().includes('PRIVATE KEY'),
  cert: z.string().includes('CERTIFICATE'),
})

/**
 * Reads the host's identity, or makes it on the first run and keeps it. It stays the same when addresses
 * change: people pin the fingerprint, not the names inside.
 *
 * @param folder is made where it is missing; the key in it is readable by its owner alone.
 * @throws when the folder cannot be read or written, or when what lies there is not a certificate.
 */
export async function hostIdentity(folder: string, addresses: readonly string[]): Promise<HostIdentity> {
  const file = join(folder, 'identity.json')
  const kept = await readKept(file)
  if (kept !== null) return kept
  const made = await make(addresses)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Written beside and renamed, so that a crash in between leaves no half identity behind.
  const beside = `${file}.${process.pid}.new`
  await writeFile(beside, JSON.stringify({ key: made.key, cert: made.cert }), { mode: 0o600 })
  await rename(beside, file)
  return made
}

async function readKept(file: string): Promise<HostIdentity | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    const { key, cert } = identityFileSchema.parse(JSON.parse(text))
    return { key, cert, fingerprint: fingerprintOf(cert) }
  } catch {
    throw new Error(`${file} is damaged. Delete it to give this host a new identity.`)
  }
}

async function make(addresses: readonly string[]): Promise<HostIdentity> {
  const notAfterDate = new Date()
  notAfterDate.setFullYear(notAfterDate.getFullYear() + YEARS)
  const names = ['localhost', hostname()].map((value) => ({ type: 2 as const, value }))
  const ips = ['127.0.0.1', '::1', ...addresses].map((ip) => ({ type: 7 as const, ip }))
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Hearth' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    curve: 'P-256',
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...names, ...ips] },
    ],
  })
  return { key, cert, fingerprint: fingerprintOf(cert) }
}

function fingerprintOf(cert: string): string {
  return createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url')
}
