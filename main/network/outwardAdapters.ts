import { readFile } from 'node:fs/promises'
import type { NetworkInterfaceInfo } from 'node:os'
import { ipv4DefaultRoutes, ipv6DefaultAdapters } from './defaultRoutes.ts'
import { sourceAddress } from './sourceAddress.ts'

type Interfaces = NodeJS.Dict<readonly NetworkInterfaceInfo[]>

/** For documents alone (RFC 5737, RFC 3849): what leads there leads to all the world. Nothing is sent to them. */
const ANYWHERE = ['192.0.2.1', '2001:db8::1'] as const

/**
 * The names of the adapters that lead to the rest of the world, the best first: those on the network that people at this
 * computer mean. Empty where there is no such way. Never rejects; nothing is sent.
 */
export async function outwardAdapters(
  interfaces: Interfaces,
  platform: NodeJS.Platform = process.platform,
): Promise<readonly string[]> {
  const found = platform === 'linux' ? await fromTables() : await fromSystem(interfaces)
  return [...new Set(found)]
}

/** What a VPN sends with policies of its own, past the main table, does not count. */
async function fromTables(): Promise<string[]> {
  const read = (path: string) => readFile(path, 'latin1').catch(() => '')
  const [ipv4, ipv6] = await Promise.all([read('/proc/net/route'), read('/proc/net/ipv6_route')])
  return [...ipv4DefaultRoutes(ipv4).map(({ adapter }) => adapter), ...ipv6DefaultAdapters(ipv6)]
}

async function fromSystem(interfaces: Interfaces): Promise<string[]> {
  const sources = await Promise.all(ANYWHERE.map((to) => sourceAddress(to).catch(() => null)))
  return sources.flatMap((source) =>
    Object.entries(interfaces).flatMap(([name, addresses = []]) =>
      addresses.some(({ address }) => address === source) ? [name] : [],
    ),
  )
}
