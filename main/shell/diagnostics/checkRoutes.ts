import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Way, WayFacts } from '../../../protocol/ipc/network.ts'
import { isLocalAddress } from '../../network/lanInterfaces.ts'
import { type HostOrigin, hostOrigin } from '../trust/hostOrigin.ts'
import { NetworkAdapters } from './NetworkAdapters.ts'
import { probeTcp } from './probeTcp.ts'

/** Of one name: a browser does not try many more either. */
const MOST_ADDRESSES = 4

const NAMELESS: Way = { tcp: 'nameless', over: null, near: false, target: 'outside', heard: false }

/**
 * Looks how the addresses of a host can be reached from here: knocks at each, and asks the system which way leads there.
 * Nothing is sent to anybody else.
 *
 * @param heard whether a host announces itself at this base right now.
 */
export async function checkRoutes(
  bases: readonly string[],
  heard: (base: string) => boolean,
): Promise<WayFacts> {
  const adapters = new NetworkAdapters()
  const hosts = bases.flatMap((base) => {
    const host = hostOrigin(base)
    return host === null ? [] : [{ base, host }]
  })
  const ways = await Promise.all(hosts.map(({ base, host }) => waysTo(host, heard(base), adapters)))
  const { kinds } = adapters
  const port = hosts[0]?.host.port ?? 0
  return { adapters: [...kinds], outward: await adapters.outward(), port, ways: ways.flat() }
}

/** One for each address that the host's name leads to. */
async function waysTo(
  { hostname, port }: HostOrigin,
  heard: boolean,
  adapters: NetworkAdapters,
): Promise<readonly Way[]> {
  const found = isIP(hostname) === 0 ? await addressesOf(hostname) : [hostname]
  if (found.length === 0) return [NAMELESS]
  return Promise.all(
    found.map(async (address) => {
      const [tcp, way] = await Promise.all([probeTcp(address, port), adapters.towards(address)])
      return { tcp, ...way, target: targetOf(address), heard }
    }),
  )
}

function targetOf(address: string): Way['target'] {
  if (address.startsWith('169.254.')) return 'unassigned'
  return isLocalAddress(address) ? 'local' : 'outside'
}

/** @returns none where the network does not know the name. */
async function addressesOf(name: string): Promise<readonly string[]> {
  return lookup(name, { all: true }).then(
    (found) => found.slice(0, MOST_ADDRESSES).map(({ address }) => address),
    () => [],
  )
}
