import { BlockList, isIPv4, isIPv6, SocketAddress } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { ContactKind } from '../../../protocol/ipc/network.ts'

type Subnet = readonly [net: string, bits: number, family: 'ipv4' | 'ipv6']

const OWN: readonly Subnet[] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
]
/** Private, self-assigned, and to all on the same network: no router passes these on to the world. */
const LOCAL: readonly Subnet[] = [
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['224.0.0.0', 24, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['ff02::', 16, 'ipv6'],
]

function listOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) list.addSubnet(...subnet)
  return list
}
const own = listOf(OWN)
const local = listOf(LOCAL)

/**
 * Where an address is, as seen from this computer: an address of the world's counts as local where one of our adapters is
 * in its network.
 *
 * @param host a number, or a name: one that is not of this computer or of `.local` is asked of others, and so is outside.
 */
export function remoteScope(host: string, interfaces = networkInterfaces()): ContactKind {
  const family = isIPv4(host) ? 'ipv4' : isIPv6(host) ? 'ipv6' : null
  if (family === null) {
    if (host === 'localhost') return 'own'
    return host.endsWith('.local') ? 'local' : 'outside'
  }
  const mine = Object.values(interfaces).flatMap((addresses = []) => addresses)
  // As the system writes it: the kernel's tables have all zeros of an IPv6 address.
  const { address: plain } = new SocketAddress({ address: host, family })
  if (own.check(plain, family) || mine.some(({ address }) => address === plain)) return 'own'
  return local.check(plain, family) || nearby(mine).check(plain, family) ? 'local' : 'outside'
}

function nearby(addresses: readonly { readonly cidr: string | null }[]): BlockList {
  return listOf(
    addresses.flatMap(({ cidr }) => {
      const [net = '', bits = ''] = cidr?.split('/') ?? []
      // A line between two ends, and "everything", are no networks.
      return Number(bits) > 0 ? [[net, Number(bits), isIPv4(net) ? 'ipv4' : 'ipv6'] as const] : []
    }),
  )
}
