import { X509Certificate } from 'node:crypto'

const MAX_NAMES = 3

/** The names that a certificate stands for and that a link can begin with: no wildcards, no addresses, no loopback. */
export function certificateDnsNames(cert: string): string[] {
  const names = (new X509Certificate(cert).subjectAltName ?? '')
    .split(', ')
    .flatMap((entry) => /^DNS:([a-z\d][a-z\d.-]*)$/i.exec(entry)?.[1]?.toLowerCase() ?? [])
  return [...new Set(names)].filter((name) => name !== 'localhost').slice(0, MAX_NAMES)
}
