import type { HostingState } from '../../../protocol/ipc.ts'
import type { ReachFacts } from '../../../protocol/network.ts'
import { hostAddress } from '../trust/hostAddress.ts'
import { Adapters } from './Adapters.ts'
import { knock } from './knock.ts'

/** Looks what this computer's host tells others as its addresses, and whether they lead to it. */
export async function lookAtReach(hosting: HostingState): Promise<ReachFacts> {
  const adapters = new Adapters()
  const places = hosting.state === 'running' ? hosting.places : []
  const addresses = places.flatMap(({ base }) => hostAddress(base) ?? [])
  const told = await Promise.all(
    addresses.map(async ({ hostname, port }) => ({
      kind: adapters.kindOf(hostname),
      tcp: await knock(hostname, port),
    })),
  )
  const { kinds } = adapters
  return { adapters: [...kinds], outward: await adapters.outward(), told, port: addresses[0]?.port ?? 0 }
}
