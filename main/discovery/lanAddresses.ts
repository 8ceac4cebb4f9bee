import { BlockList, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { adapterKind } from './adapterKind.ts'
import { fleetingAddresses } from './fleetingAddresses.ts'

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

/**
 * The addresses by which others on the network can reach this computer, the likeliest first: of real adapters before those
 * of VPNs and of machines on this computer, IPv4 before IPv6. Self-assigned ones are left out, since no link can have them;
 * of IPv6, one of each adapter and network. Empty without a network.
 */
export function lanAddresses(
  interfaces = networkInterfaces(),
  fleeting: ReadonlySet<string> = fleetingAddresses(),
): LanAddress[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) => {
    const usable = addresses.filter(
      ({ internal, address, scopeid }) =>
        !internal && !address.startsWith('169.254.') && !scopeid && !fleeting.has(address),
    )
    const told = new BlockList()
    return usable.flatMap(({ address, cidr }): LanAddress[] => {
      const kind = KINDS.find((one) => one === adapterKind(name, address)) ?? 'lan'
      if (isIPv6(address)) {
        // Systems that do not tell which addresses are made up for a day have the lasting one before them.
        if (kind === 'virtual' || told.check(address, 'ipv6')) return []
        told.addSubnet(address, Number(cidr?.split('/')[1] ?? 128), 'ipv6')
      }
      return [{ address, kind }]
    })
  })
  return found.toSorted((one, other) => rank(one) - rank(other))
}

function rank({ address, kind }: LanAddress): number {
  return KINDS.indexOf(kind) * 2 + (isIPv6(address) ? 1 : 0)
}
