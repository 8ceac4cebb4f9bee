import type { Way, WayFacts } from '../../../protocol/ipc/network.ts'
import type { Finding, FindingCode } from './finding.ts'

/** Of several addresses, the one about which most is known says what is wrong. */
const MOST_TELLING: readonly FindingCode[] = [
  'way_isolated',
  'way_firewall',
  'way_refused',
  'way_vpn',
  'way_absent',
  'way_blocked',
  'way_other_network',
  'way_adapter',
  'way_name',
]

/** What stands between this computer and a host, by how its addresses look from here. */
export function routeFinding(facts: WayFacts): Finding {
  const values = { port: facts.port }
  const answering = facts.ways.filter(({ tcp }) => tcp === 'answered')
  if (answering.length > 0) {
    const around = answering.every(({ over }) => over === 'tunnel')
    return { code: around ? 'way_over_vpn' : 'way_fine', values }
  }
  if (facts.adapters.length === 0) return { code: 'way_offline' }
  const codes = facts.ways.map((way) => codeOf(way, facts))
  return { code: MOST_TELLING.find((code) => codes.includes(code)) ?? 'way_other_network', values }
}

function codeOf({ tcp, over, near, target, heard }: Way, { outward }: WayFacts): FindingCode {
  if (tcp === 'nameless') return 'way_name'
  // An address of containers or machines here: whoever sent it has the same programs, and another network of that number.
  if (over === 'virtual') return 'way_adapter'
  if (target === 'unassigned' && !near) return 'way_adapter'
  if (over === 'tunnel') return 'way_vpn'
  if (tcp === 'refused') return 'way_refused'
  if (!near) return over === null || target !== 'outside' ? 'way_other_network' : 'way_blocked'
  // It is there, since its announcements arrive; only what is meant for it alone does not.
  if (heard) return 'way_isolated'
  if (outward === 'tunnel') return 'way_vpn'
  return tcp === 'unreachable' ? 'way_absent' : 'way_firewall'
}
