import type { HostingState } from '../../../protocol/ipc/ipc.ts'
import type { ReachFacts } from '../../../protocol/ipc/network.ts'
import { hostOrigin } from '../trust/hostOrigin.ts'
import { NetworkAdapters } from './NetworkAdapters.ts'
import { probeTcp } from './probeTcp.ts'

/** Looks what this computer's host tells others as its addresses, and whether they lead to it. */
export async function checkOwnEndpoints(hosting: HostingState): Promise<ReachFacts> {
  const adapters = new NetworkAdapters()
  const places = hosting.state === 'running' ? hosting.places : []
  const addresses = places.flatMap(({ base }) => hostOrigin(base) ?? [])
  const told = await Promise.all(
    addresses.map(async ({ hostname, port }) => ({
      kind: adapters.kindOf(hostname),
      tcp: await probeTcp(hostname, port),
    })),
  )
  const { kinds } = adapters
  return { adapters: [...kinds], outward: await adapters.outward(), told, port: addresses[0]?.port ?? 0 }
}
