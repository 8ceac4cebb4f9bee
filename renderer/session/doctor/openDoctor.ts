import type { CheckName, Finding } from './finding.ts'
import { deviceChecks, type DoctorDevices } from './deviceChecks.ts'
import { type Check, Doctor } from './Doctor.ts'
import type { NetworkEyes } from './NetworkEyes.ts'
import { networkChecks } from './networkChecks.ts'
import { reachFinding } from './reachFinding.ts'
import { unpluggedFinding, unpluggedPage } from './unpluggedFinding.ts'
import { wayFinding } from './wayFinding.ts'

export interface DoctorCase {
  /** Of the host, each ending in a slash, the likeliest first; empty: none is known, so the network is not tried. */
  readonly bases: readonly string[]
  /** Null in a browser. */
  readonly eyes: NetworkEyes | null
}

/** The check before a call: devices, the host, and the ways to it. */
export function openDoctor(devices: DoctorDevices, { bases, eyes }: DoctorCase): Doctor {
  const names = ['camera', 'microphone', 'speaker', ...networkNames(eyes)] as const
  return new Doctor(() => [deviceChecks(devices), networkLane(bases, eyes)], names)
}

/** Why a host cannot be reached. */
export function openJoinDoctor({ bases, eyes }: DoctorCase): Doctor {
  return new Doctor(() => [networkLane(bases, eyes)], networkNames(eyes))
}

/** Whether others can reach this computer's host. */
export function openReachDoctor(eyes: NetworkEyes): Doctor {
  const reach: Check = { name: 'reach', run: async () => reachFinding(await eyes.reach()) }
  return new Doctor(() => [[reach]], ['reach'])
}

function networkNames(eyes: NetworkEyes | null): readonly CheckName[] {
  return ['host', ...(eyes === null ? [] : (['way'] as const)), 'udp', 'tcp', 'speed', 'unplugged']
}

function networkLane(bases: readonly string[], eyes: NetworkEyes | null): readonly Check[] {
  const [host, ...media] = networkChecks(bases, eyes)
  const way: Check = {
    name: 'way',
    run: async () => (bases.length === 0 || eyes === null ? null : wayFinding(await eyes.way(bases))),
  }
  const unplugged: Check = { name: 'unplugged', run: () => whoWasIt(bases, eyes) }
  const lane = [...(host ? [host] : []), ...(eyes === null ? [] : [way]), ...media]
  return [...watched(lane, eyes), unplugged]
}

/** The same checks, while it is watched whom the app is in touch with. */
function watched([first, ...rest]: readonly Check[], eyes: NetworkEyes | null): readonly Check[] {
  if (first === undefined || eyes === null) return first === undefined ? [] : [first, ...rest]
  const run: Check['run'] = async (tools) => {
    await eyes.watch().catch(() => undefined)
    // Whoever stops it does not want to be watched any longer.
    tools.signal.addEventListener('abort', () => void eyes.contacts().catch(() => undefined), { once: true })
    return first.run(tools)
  }
  return [{ ...first, run }, ...rest]
}

async function whoWasIt(bases: readonly string[], eyes: NetworkEyes | null): Promise<Finding | null> {
  if (eyes !== null) return unpluggedFinding(await eyes.contacts())
  const [base] = bases
  return base === undefined
    ? null
    : unpluggedPage(
        base,
        performance.getEntriesByType('resource').map(({ name }) => name),
      )
}
