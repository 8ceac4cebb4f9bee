import { isIPv6 } from 'node:net'
import { isLoopback } from './isLoopback.ts'
import { canonicalAddress } from './canonicalAddress.ts'

/** Groups of an IPv6 address that its provider or router hands out; the rest anybody makes up at will. */
const NETWORK_GROUPS = 4

/**
 * Whom an address counts for: itself in IPv4, its /64 network in IPv6, where one computer has more addresses than
 * could ever be counted. This very computer is one, whichever it is reached by.
 */
export function networkKey(address: string): string {
  const plain = canonicalAddress(address)
  if (!isIPv6(plain)) return plain
  if (isLoopback(plain)) return '127.0.0.1'
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const after = tail?.split(':').filter((group) => group !== '') ?? []
  // What `::` stands for, so that all ways to write an address count alike.
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  const all = [...groups, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
  return `${all.slice(0, NETWORK_GROUPS).join(':')}::/64`
}
