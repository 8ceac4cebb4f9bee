import { networkInterfaces } from 'node:os'
import { adapterKind } from './adapterKind.ts'

/** Whether an interface belongs to a VPN, or to machines and containers on this computer: others on the LAN do not reach those. */
export function isVirtual(interfaceName: string): boolean {
  return adapterKind(interfaceName, '') !== 'lan'
}

/**
 * The addresses by which others on the network can reach this computer, the likeliest first: IPv4, or global
 * IPv6 where there is no IPv4. Empty without a network.
 */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses.filter((address) => !address.internal).map((address) => ({ name, ...address })),
  )
  const usable = found.filter(
    ({ family, address, scopeid }) =>
      (family === 'IPv4' && !address.startsWith('169.254.')) || (family === 'IPv6' && !scopeid),
  )
  const ipv4 = usable.filter(({ family }) => family === 'IPv4')
  const chosen = ipv4.length > 0 ? ipv4 : usable
  const likeliestFirst = chosen.toSorted((one, other) => rank(one.name) - rank(other.name))
  return likeliestFirst.map(({ address }) => address)
}

function rank(name: string): number {
  return isVirtual(name) ? 1 : 0
}
