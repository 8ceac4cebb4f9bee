import type { CheckName, Finding } from './finding.ts'
import { deviceChecks, type DoctorDevices } from './deviceChecks.ts'
import { type Check, ConnectionCheck } from './ConnectionCheck.ts'
import type { NetworkProbe } from './NetworkProbe.ts'
import { networkChecks } from './networkChecks.ts'
import { reachabilityFinding } from './reachabilityFinding.ts'
import { localOnlyFinding, unpluggedPage } from './localOnlyFinding.ts'
import { routeFinding } from './routeFinding.ts'

export interface DoctorCase {
  /** Of the host, each ending in a slash, the likeliest first; empty: none is known, so the network is not tried. */
  readonly bases: readonly string[]
  /** Null in a browser. */
  readonly eyes: NetworkProbe | null
}

/** The check before a call: devices, the host, and the ways to it. */
export function openConnectionCheck(devices: DoctorDevices, { bases, eyes }: DoctorCase): ConnectionCheck {
  const names = ['camera', 'microphone', 'speaker', ...networkNames(eyes)] as const
  return new ConnectionCheck(() => [deviceChecks(devices), networkLane(bases, eyes)], names)
}

/** Why a host cannot be reached. */
export function openJoinCheck({ bases, eyes }: DoctorCase): ConnectionCheck {
  return new ConnectionCheck(() => [networkLane(bases, eyes)], networkNames(eyes))
}

/** Whether others can reach this computer's host. */
export function openReachabilityCheck(eyes: NetworkProbe): ConnectionCheck {
  const reach: Check = { name: 'reach', run: async () => reachabilityFinding(await eyes.reach()) }
  return new ConnectionCheck(() => [[reach]], ['reach'])
}

function networkNames(eyes: NetworkProbe | null): readonly CheckName[] {
  return ['host', ...(eyes === null ? [] : (['way'] as const)), 'udp', 'tcp', 'speed', 'unplugged']
}

function networkLane(bases: readonly string[], eyes: NetworkProbe | null): readonly Check[] {
  const [host, ...media] = networkChecks(bases, eyes)
  const way: Check = {
    name: 'way',
    run: async () => (bases.length === 0 || eyes === null ? null : routeFinding(await eyes.way(bases))),
  }
  const unplugged: Check = { name: 'unplugged', run: () => whoWasIt(bases, eyes) }
  const lane = [...(host ? [host] : []), ...(eyes === null ? [] : [way]), ...media]
  return [...watched(lane, eyes), unplugged]
}

/** The same checks, while it is watched whom the app is in touch with. */
function watched([first, ...rest]: readonly Check[], eyes: NetworkProbe | null): readonly Check[] {
  if (first === undefined || eyes === null) return first === undefined ? [] : [first, ...rest]
  const run: Check['run'] = async (tools) => {
    await eyes.watch().catch(() => undefined)
    // Whoever stops it does not want to be watched any longer.
    tools.signal.addEventListener('abort', () => void eyes.contacts().catch(() => undefined), { once: true })
    return first.run(tools)
  }
  return [{ ...first, run }, ...rest]
}

async function whoWasIt(bases: readonly string[], eyes: NetworkProbe | null): Promise<Finding | null> {
  if (eyes !== null) return localOnlyFinding(await eyes.contacts())
  const [base] = bases
  return base === undefined
    ? null
    : unpluggedPage(
        base,
        performance.getEntriesByType('resource').map(({ name }) => name),
      )
}
