import type { ReachFacts } from '../../../protocol/ipc/network.ts'
import type { Finding } from './finding.ts'

/** Whether others can reach the host on this computer, as far as that can be seen from itself. */
export function reachabilityFinding({ adapters, outward, told, port }: ReachFacts): Finding {
  if (adapters.length === 0) return { code: 'reach_offline' }
  if (told.length === 0)
    return { code: adapters.every((kind) => kind === 'unassigned') ? 'reach_unassigned' : 'reach_untold' }
  const standing = told.filter(({ kind }) => kind !== null)
  if (standing.length === 0) return { code: 'reach_moved' }
  const useful = standing.filter(({ kind }) => kind === 'lan')
  if (useful.length === 0)
    return { code: standing.some(({ kind }) => kind === 'tunnel') ? 'reach_vpn_only' : 'reach_adapter' }
  const values = { port }
  if (!useful.some(({ tcp }) => tcp === 'answered'))
    return { code: useful.some(({ tcp }) => tcp === 'swallowed') ? 'reach_firewall' : 'reach_closed', values }
  return { code: outward === 'tunnel' ? 'reach_vpn' : 'reach_fine', values }
}
