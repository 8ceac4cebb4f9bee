import { lookup } from 'node:dns/promises'
import { isIPv4 } from 'node:net'
import type { Way, WayFacts } from '../../../protocol/network.ts'
import { isLocalAddress } from '../../discovery/lanInterfaces.ts'
import { type HostAddress, hostAddress } from '../trust/hostAddress.ts'
import { Adapters } from './Adapters.ts'
import { knock } from './knock.ts'

const NAMELESS: Way = { tcp: 'nameless', over: null, near: false, target: 'outside', heard: false }

/**
 * Looks how the addresses of a host can be reached from here: knocks at each, and asks the system which way leads there.
 * Nothing is sent to anybody else.
 *
 * @param heard whether a host announces itself at this base right now.
 */
export async function lookAtWay(
  bases: readonly string[],
  heard: (base: string) => boolean,
): Promise<WayFacts> {
  const adapters = new Adapters()
  const hosts = bases.flatMap((base) => {
    const host = hostAddress(base)
    return host === null ? [] : [{ base, host }]
  })
  const ways = await Promise.all(hosts.map(({ base, host }) => wayTo(host, heard(base), adapters)))
  const { kinds } = adapters
  return { adapters: [...kinds], outward: await adapters.outward(), port: hosts[0]?.host.port ?? 0, ways }
}

async function wayTo({ hostname, port }: HostAddress, heard: boolean, adapters: Adapters): Promise<Way> {
  const found = isIPv4(hostname) ? hostname : await addressOf(hostname)
  if (found === null) return NAMELESS
  const [tcp, way] = await Promise.all([knock(found, port), adapters.towards(found)])
  const target = found.startsWith('169.254.') ? 'unassigned' : isLocalAddress(found) ? 'local' : 'outside'
  return { tcp, ...way, target, heard }
}

/** @returns the IPv4 address of a name; null where the network does not know it. */
async function addressOf(name: string): Promise<string | null> {
  return lookup(name, { family: 4 }).then(
    ({ address }) => address,
    () => null,
  )
}
