import { describe, expect, test } from 'vitest'
import type { ReachFacts, Way, WayFacts } from '../../../protocol/ipc/network.ts'
import { reachabilityFinding } from '../../../renderer/session/connectionCheck/reachabilityFinding.ts'
import { routeFinding } from '../../../renderer/session/connectionCheck/routeFinding.ts'

const near: Way = { tcp: 'unreachable', over: 'lan', near: true, target: 'local', heard: false }
const far: Way = { ...near, tcp: 'swallowed', near: false }
const answers: Way = { ...near, tcp: 'answered' }

function facts(ways: readonly Way[], rest: Partial<WayFacts> = {}): WayFacts {
  return { adapters: ['lan'], outward: 'lan', port: 8443, ...rest, ways: [...ways] }
}

describe('what stands between us and a host', () => {
  test.each<[string, WayFacts, string]>([
    ['one of its addresses answers', facts([far, answers]), 'way_fine'],
    ['it answers through a VPN alone', facts([{ ...answers, over: 'tunnel' }]), 'way_over_vpn'],
    ['it answers beside a VPN too', facts([{ ...answers, over: 'tunnel' }, answers]), 'way_fine'],
    ['we are on no network', facts([{ ...near, over: null, near: false }], { adapters: [] }), 'way_offline'],
    ['it is heard, and cannot be reached', facts([{ ...near, heard: true }]), 'way_isolated'],
    ['it is heard, and says nothing', facts([{ ...near, tcp: 'swallowed', heard: true }]), 'way_isolated'],
    ['a neighbour swallows', facts([{ ...near, tcp: 'swallowed' }]), 'way_firewall'],
    ['a neighbour refuses', facts([{ ...near, tcp: 'refused' }]), 'way_refused'],
    ['there is no such neighbour', facts([near]), 'way_absent'],
    ['the way leads into a VPN', facts([{ ...far, over: 'tunnel' }]), 'way_vpn'],
    [
      'a neighbour is silent while a VPN is on',
      facts([{ ...near, tcp: 'swallowed' }], { outward: 'tunnel' }),
      'way_vpn',
    ],
    ['another local network', facts([far]), 'way_other_network'],
    ['no way at all', facts([{ ...near, over: null, near: false }]), 'way_other_network'],
    [
      'the address is of our own containers',
      facts([{ ...near, over: 'virtual', tcp: 'refused' }]),
      'way_adapter',
    ],
    ['the host gave itself the address', facts([{ ...far, target: 'unassigned' }]), 'way_adapter'],
    ['a neighbour with such an address', facts([{ ...near, target: 'unassigned' }]), 'way_absent'],
    ['outside, nothing comes back', facts([{ ...far, target: 'outside' }]), 'way_blocked'],
    [
      'nobody knows the name',
      facts([{ tcp: 'nameless', over: null, near: false, target: 'outside', heard: false }]),
      'way_name',
    ],
    ['of several, the nearest tells most', facts([far, { ...near, tcp: 'refused' }]), 'way_refused'],
    ['no address was an address', facts([]), 'way_other_network'],
  ])('%s', (_what, seen, code) => {
    expect(routeFinding(seen).code).toBe(code)
  })
})

describe('whether others can reach this computer', () => {
  const told = (...list: ReachFacts['told']) => list
  const lan = { kind: 'lan', tcp: 'answered' } as const
  const seen = (rest: Partial<ReachFacts>): ReachFacts => ({
    adapters: ['lan'],
    outward: 'lan',
    told: told(lan),
    port: 8443,
    ...rest,
  })
  test.each<[string, ReachFacts, string]>([
    ['at an address of its network', seen({}), 'reach_fine'],
    [
      'beside an address of containers',
      seen({ told: told({ kind: 'virtual', tcp: 'answered' }, lan) }),
      'reach_fine',
    ],
    ['while a VPN is on', seen({ outward: 'tunnel' }), 'reach_vpn'],
    ['without a network', seen({ adapters: [], told: [] }), 'reach_offline'],
    ['where nobody is told an address', seen({ told: [] }), 'reach_untold'],
    ['with a self-assigned address', seen({ adapters: ['unassigned'], told: [] }), 'reach_unassigned'],
    [
      'after the addresses have changed',
      seen({ told: told({ kind: null, tcp: 'unreachable' }) }),
      'reach_moved',
    ],
    ['in a VPN alone', seen({ told: told({ kind: 'tunnel', tcp: 'answered' }) }), 'reach_vpn_only'],
    [
      'at an address of containers',
      seen({ told: told({ kind: 'virtual', tcp: 'answered' }) }),
      'reach_adapter',
    ],
    ['behind its own firewall', seen({ told: told({ kind: 'lan', tcp: 'swallowed' }) }), 'reach_firewall'],
    ['where nobody listens', seen({ told: told({ kind: 'lan', tcp: 'refused' }) }), 'reach_closed'],
  ])('%s', (_what, facts, code) => {
    expect(reachabilityFinding(facts).code).toBe(code)
  })
})
