import { natPmpGateway } from './natPmpGateway.ts'
import { pcpGateway } from './pcpGateway.ts'
import { ROUTER_PORT } from './queryGateway.ts'
import type { Gateway } from './Gateway.ts'

/**
 * Asks a router by NAT-PMP, and by PCP where it says that it speaks nothing older.
 *
 * @param gateway its address on our side.
 * @param first a port that is wanted in any case.
 * @returns null where nobody answers.
 * @throws where it answers and refuses.
 */
export async function pmpGateway(
  gateway: string,
  first: { readonly protocol: 'tcp' | 'udp'; readonly port: number },
  port = ROUTER_PORT,
): Promise<Gateway | null> {
  const said = await natPmpGateway(gateway, port)
  return said === 'pcp' ? pcpGateway(gateway, first, port) : said
}
