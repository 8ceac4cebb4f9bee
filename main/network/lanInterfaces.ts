import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { temporaryAddresses } from './temporaryAddresses.ts'
import { isVirtual, lanAddresses } from './lanAddresses.ts'

/** One way to speak to a local network that this computer is on: by IPv4, or by IPv6. */
export interface LanInterface {
  readonly family: 'ipv4' | 'ipv6'
  /** What the system knows it by: our IPv4 address on it; for IPv6 the adapter itself, as in `::%eth0`. */
  readonly handle: string
  /** By which neighbours there reach us, of both families. */
  readonly addresses: readonly string[]
  /** The networks on it: `192.168.1.20/24`. */
  readonly cidrs: readonly string[]
}

const local = new BlockList()
local.addSubnet('10.0.0.0', 8)
local.addSubnet('172.16.0.0', 12)
local.addSubnet('192.168.0.0', 16)
local.addSubnet('169.254.0.0', 16)
local.addSubnet('fc00::', 7, 'ipv6')

const linkLocal = new BlockList()
linkLocal.addSubnet('fe80::', 10, 'ipv6')

/** Whether an address belongs to a local network by its number: private (RFC 1918, RFC 4193) or link-local IPv4. */
export function isLocalAddress(address: string): boolean {
  return check(local, address)
}

/**
 * The interfaces on which meetings are announced and looked for: those with a private or link-local IPv4 address or without
 * any, and without tunnels and the like. On them alone multicast stays among neighbours.
 *
 * @param only the one address that the host listens on; every one where left out.
 */
export function lanInterfaces(
  only?: string,
  interfaces = networkInterfaces(),
  fleeting: ReadonlySet<string> = temporaryAddresses(),
): LanInterface[] {
  return Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    isVirtual(name)
      ? []
      : interfacesOf(
          name,
          addresses.filter(({ internal }) => !internal),
          fleeting,
          only,
        ),
  )
}

function interfacesOf(
  name: string,
  all: readonly NetworkInterfaceInfo[],
  fleeting: ReadonlySet<string>,
  only: string | undefined,
): LanInterface[] {
  const ipv4 = all.filter(({ family }) => family === 'IPv4')
  const near = ipv4.filter(
    // Nobody is a neighbour on a line between two ends.
    ({ address, cidr }) => isLocalAddress(address) && cidr !== null && !cidr.endsWith('/32'),
  )
  // Of the world's, as a rented server has it: what is beside it there are strangers.
  if (ipv4.length > 0 && near.length === 0) return []
  const told = lanAddresses({ [name]: [...all] }, fleeting)
    .map(({ address }) => address)
    .filter((address) => only === undefined || only === address)
  const ipv6 = told.filter(isIPv6)
  const scope = all.find(({ scopeid }) => scopeid)
  const cidrs = all.flatMap(({ cidr }) => cidr ?? [])
  const overIpv4 = near
    .filter(({ address }) => only === undefined || only === address)
    .map(({ address }) => ({
      family: 'ipv4' as const,
      handle: address,
      addresses: [address, ...ipv6],
      cidrs,
    }))
  // Link-local alone is what every adapter has, also those for the system's own purposes.
  if (scope === undefined || told.length === 0 || (only !== undefined && ipv6.length === 0)) return overIpv4
  // Windows knows adapters by their number there, the others by name.
  const handle = `::%${process.platform === 'win32' ? scope.scopeid : name}`
  return [...overIpv4, { family: 'ipv6', handle, addresses: told, cidrs }]
}

/** Whether a sender is a neighbour: mDNS from anywhere else has been sent here on purpose (RFC 6762, §11). */
export function isNeighbour(from: string, interfaces: readonly Pick<LanInterface, 'cidrs'>[]): boolean {
  const [address = ''] = from.split('%')
  // No router passes these on.
  if (check(linkLocal, address)) return true
  const near = new BlockList()
  for (const cidr of interfaces.flatMap(({ cidrs }) => cidrs)) {
    const [net = '', bits = ''] = cidr.split('/')
    near.addSubnet(net, Number(bits), isIPv4(net) ? 'ipv4' : 'ipv6')
  }
  return check(near, address)
}

function check(list: BlockList, address: string): boolean {
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}
