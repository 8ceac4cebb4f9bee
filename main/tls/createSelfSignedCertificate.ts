import { createPrivateKey, createPublicKey } from 'node:crypto'
import { hostname } from 'node:os'
import { type Certificate, readCertificate } from './Certificate.ts'
import { certifiableAddresses } from './certifiableAddresses.ts'
import { dnsName } from './dnsName.ts'

const DAY_MS = 86_400_000
/** Systems of Apple refuse certificates that are valid for more than 825 days. */
const VALID_MS = 730 * DAY_MS
/** Clocks on a local network differ. */
const EARLIER_MS = DAY_MS

/**
 * Makes a certificate that the host signs itself.
 *
 * @param key the private key as PEM; a new one is made where it is null.
 * @param addresses IP addresses to name in it, besides those of loopback.
 * @param computer what the system calls this computer; left out where it can be no name in DNS.
 */
export async function createSelfSignedCertificate(
  key: string | null,
  addresses: readonly string[],
  nowMs: number,
  computer: string = hostname(),
): Promise<Certificate> {
  // Seldom needed, and it takes longer to load than all the rest of a host.
  const { generate } = await import('selfsigned')
  const names = [...new Set(['localhost', dnsName(computer) ?? 'localhost'])].map((value) => ({
    type: 2 as const,
    value,
  }))
  const ips = certifiableAddresses(['127.0.0.1', '::1', ...addresses]).map((ip) => ({
    type: 7 as const,
    ip,
  }))
  const made = await generate([{ name: 'commonName', value: 'Hearth' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    curve: 'P-256',
    ...(key !== null && { keyPair: { privateKey: pkcs8(key), publicKey: publicKey(key) } }),
    notBeforeDate: new Date(nowMs - EARLIER_MS),
    notAfterDate: new Date(nowMs + VALID_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...names, ...ips] },
    ],
  })
  return readCertificate(made.private, made.cert)
}

function pkcs8(key: string): string {
  return createPrivateKey(key).export({ type: 'pkcs8', format: 'pem' }).toString()
}

function publicKey(key: string): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
}
