import { BlockList, isIPv6 } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { adapterKind } from './adapterKind.ts'
import { temporaryAddresses } from './temporaryAddresses.ts'
import { isLoneBridge } from './isLoneBridge.ts'

/** An address by which others may reach this computer. */
export interface LanAddress {
  readonly address: string
  /** What the adapter that has it is for. */
  readonly kind: 'lan' | 'tunnel' | 'virtual'
}

/** Whether an interface belongs to a VPN, or to machines and containers on this computer: others on the LAN do not reach those. */
export function isVirtual(interfaceName: string): boolean {
  return adapterKind(interfaceName, '') !== 'lan'
}

const KINDS = ['lan', 'tunnel', 'virtual'] as const
/** Of an adapter that sends no frames: what goes in comes out elsewhere. */
const NO_MAC = '00:00:00:00:00:00'

/**
 * The addresses by which others on the network can reach this computer, the likeliest first: of real adapters before those
 * of VPNs and of machines on this computer, of the one that leads to the world before others, IPv4 before IPv6. Self-assigned
 * ones are left out, since no link can have them; of IPv6, one of each adapter and network. Empty without a network.
 *
 * @param outward adapters that lead to the world, the best first.
 */
export function lanAddresses(
  interfaces = networkInterfaces(),
  fleeting: ReadonlySet<string> = temporaryAddresses(),
  outward: readonly string[] = [],
): LanAddress[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) => {
    const usable = addresses.filter(
      ({ internal, address, scopeid }) =>
        !internal && !address.startsWith('169.254.') && !scopeid && !fleeting.has(address),
    )
    const told = new BlockList()
    const way = outward.indexOf(name)
    return usable.flatMap((one) => {
      const { address, cidr } = one
      const kind = kindOf(name, one, way !== -1)
      // A network of containers that spans computers takes its own number for an address: nobody is there.
      if (kind === 'virtual' && isAlone(one)) return []
      if (isIPv6(address)) {
        // Systems that do not tell which addresses are made up for a day have the lasting one before them.
        if (kind === 'virtual' || told.check(address, 'ipv6')) return []
        told.addSubnet(address, Number(cidr?.split('/')[1] ?? 128), 'ipv6')
      }
      const ranks = [
        KINDS.indexOf(kind),
        isAlone(one) ? 1 : 0,
        way === -1 ? outward.length : way,
        isIPv6(address) ? 1 : 0,
      ]
      return [{ address, kind, ranks }]
    })
  })
  const sorted = found.toSorted((one, other) => compare(one.ranks, other.ranks))
  return sorted.map(({ address, kind }) => ({ address, kind }))
}

/** Where the world is reached, people are, whatever a program has called it: a virtual machine's switch over the card. */
function kindOf(name: string, one: NetworkInterfaceInfo, outward: boolean): LanAddress['kind'] {
  const byName = KINDS.find((kind) => kind === adapterKind(name, one.address)) ?? 'lan'
  if (byName === 'tunnel' || one.mac === NO_MAC) return 'tunnel'
  if (outward) return 'lan'
  if (byName === 'virtual' || isLoneBridge(name, one.mac)) return 'virtual'
  return isAlone(one) ? 'tunnel' : 'lan'
}

/** Nobody is beside it: a line between two ends. */
function isAlone({ cidr }: NetworkInterfaceInfo): boolean {
  return cidr?.endsWith('/32') ?? false
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index])
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}
