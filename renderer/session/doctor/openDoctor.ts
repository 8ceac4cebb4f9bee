import type { CheckName } from './finding.ts'
import { deviceChecks, type DoctorDevices } from './deviceChecks.ts'
import { type Check, Doctor } from './Doctor.ts'
import type { NetworkEyes } from './NetworkEyes.ts'
import { networkChecks } from './networkChecks.ts'
import { reachFinding } from './reachFinding.ts'
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
  return ['host', ...(eyes === null ? [] : (['way'] as const)), 'udp', 'tcp', 'speed']
}

function networkLane(bases: readonly string[], eyes: NetworkEyes | null): readonly Check[] {
  const [host, ...media] = networkChecks(bases, eyes)
  const way: Check = {
    name: 'way',
    run: async () => (bases.length === 0 || eyes === null ? null : wayFinding(await eyes.way(bases))),
  }
  return [...(host ? [host] : []), ...(eyes === null ? [] : [way]), ...media]
}
