import { X509Certificate } from 'node:crypto'
import { type CertificateObjection, certificateObjections } from '../../protocol/rest/operators.ts'

const DAY_MS = 86_400_000
/** Apple's limit for certificates that no public authority has signed. */
const LONGEST_MS = 825 * DAY_MS
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const LEAST_RSA_BITS = 2048
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
/** Signatures over SHA-1 and MD5, as their names stand in a certificate (DER). */
const OUTDATED = ['2a864886f70d010105', '2a864886f70d010104', '2a8648ce3d0401'].map((oid) =>
  Buffer.from(oid, 'hex'),
)

/** Clocks differ by as much, and by more. */
const SKEW_MS = 60_000

/**
 * What browsers hold against a certificate, by Chromium's and Apple's rules. Who signed it is left aside.
 *
 * @param cert PEM; the first certificate counts.
 */
export function browserObjections(cert: string, nowMs: number): CertificateObjection[] {
  const read = new X509Certificate(cert)
  const [from, to] = [Date.parse(read.validFrom), Date.parse(read.validTo)]
  const { namedCurve, modulusLength } = read.publicKey.asymmetricKeyDetails ?? {}
  const weakKey =
    (modulusLength !== undefined && modulusLength < LEAST_RSA_BITS) ||
    (namedCurve !== undefined && !CURVES.has(namedCurve))
  const found: Readonly<Record<CertificateObjection, boolean>> = {
    bad_name: dnsNamesOf(read).some((name) => !/^(?:\*\.)?[\w.-]+$/.test(name)),
    no_names: read.subjectAltName === undefined,
    not_yet_valid: nowMs + SKEW_MS < from,
    expired: nowMs >= to,
    valid_too_long: to - from > LONGEST_MS,
    not_for_servers: read.keyUsage !== undefined && !read.keyUsage.includes(SERVER_AUTH),
    weak_key: weakKey,
    weak_signature: OUTDATED.some((oid) => read.raw.includes(oid)),
  }
  return certificateObjections.filter((objection) => found[objection])
}

/** As they stand there; what is not plain ASCII comes in quotes. */
function dnsNamesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice(4)] : []))
}
