import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { dnsName } from '../../../tls/dnsName.ts'

/** Which names in an address a host answers to. */
export interface KnownNames {
  /** The name with which the host itself was asked. */
  asked(name: string): boolean
  /** The name that a trusted proxy says it was asked by. */
  forwarded(name: string): boolean
}

/**
 * A web page can make a name of its own lead to this computer (DNS rebinding) and would then count as this host's page. It
 * can do so neither with an address, nor with the names that this computer has by itself.
 *
 * @param allowed further names. A trusted proxy that checks names itself needs none.
 */
export function knownNames(allowed: readonly string[], computer: string = hostname()): KnownNames {
  const own = dnsName(computer)
  const known = new Set(['localhost', ...(own === null ? [] : [own, `${own}.local`]), ...allowed])
  const asked = (name: string) => isAddress(name) || known.has(name)
  return { asked, forwarded: (name) => allowed.length === 0 || asked(name) }
}

/** @param hostname as URLs have it: IPv6 in brackets. */
export function isAddress(hostname: string): boolean {
  return isIP(hostname.replaceAll(/^\[|\]$/g, '')) !== 0
}
