import { natPmpRouter } from './natPmpRouter.ts'
import { pcpRouter } from './pcpRouter.ts'
import { ROUTER_PORT } from './askRouter.ts'
import type { Router } from './Router.ts'

/**
 * Asks a router by NAT-PMP, and by PCP where it says that it speaks nothing older.
 *
 * @param gateway its address on our side.
 * @param first a port that is wanted in any case.
 * @returns null where nobody answers.
 * @throws where it answers and refuses.
 */
export async function gatewayRouter(
  gateway: string,
  first: { readonly protocol: 'tcp' | 'udp'; readonly port: number },
  port = ROUTER_PORT,
): Promise<Router | null> {
  const said = await natPmpRouter(gateway, port)
  return said === 'pcp' ? pcpRouter(gateway, first, port) : said
}
