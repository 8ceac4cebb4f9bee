import { BlockList } from 'node:net'
import { networkInterfaces } from 'node:os'
import { isVirtual } from './lanAddresses.ts'

/** An interface by which this computer is on a local network. */
export interface LanInterface {
  readonly address: string
  /** `192.168.1.20/24`. */
  readonly cidr: string
}

const local = new BlockList()
local.addSubnet('10.0.0.0', 8)
local.addSubnet('172.16.0.0', 12)
local.addSubnet('192.168.0.0', 16)
local.addSubnet('169.254.0.0', 16)

/** Whether an IPv4 address belongs to a local network by its number: private (RFC 1918) or link-local. */
export function isLocalAddress(address: string): boolean {
  return local.check(address, 'ipv4')
}

/**
 * The interfaces on which meetings are announced and looked for: those with a private or link-local IPv4 address,
 * without tunnels and the like. On them alone multicast stays among neighbours.
 *
 * @param only the one address that the host listens on; every one where left out.
 */
export function lanInterfaces(only?: string, interfaces = networkInterfaces()): LanInterface[] {
  return Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .filter(({ address }) => isLocalAddress(address) && (only === undefined || only === address))
      .flatMap(({ address, cidr }) =>
        // Nobody is a neighbour on a line between two ends.
        cidr === null || cidr.endsWith('/32') || isVirtual(name) ? [] : [{ address, cidr }],
      ),
  )
}

/** Whether a sender is a neighbour: mDNS from anywhere else has been sent here on purpose (RFC 6762, §11). */
export function isNeighbour(address: string, interfaces: readonly LanInterface[]): boolean {
  const near = new BlockList()
  for (const { cidr } of interfaces) {
    const [net = '', bits = ''] = cidr.split('/')
    near.addSubnet(net, Number(bits))
  }
  return near.check(address, 'ipv4')
}
