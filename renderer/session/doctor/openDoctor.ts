import { deviceChecks, type DoctorDevices } from './deviceChecks.ts'
import { Doctor } from './Doctor.ts'
import { networkChecks } from './networkChecks.ts'

/** The check before a call. @param base of the host, ending in a slash; null: none is known, so the network is not tried. */
export function openDoctor(base: string | null, devices: DoctorDevices): Doctor {
  return new Doctor(() => [deviceChecks(devices), networkChecks(base)])
}
