import type { DeviceProblem, DeviceState, LocalMediaState } from '../../media/localMediaState.ts'
import { showsOn } from '../../media/devices/showsOn.ts'

/** What a microphone's or camera's button shows. */
export interface DeviceToggle {
  /** Wanted and, as far as we know, working: a press turns it off. */
  readonly on: boolean
  readonly problem: DeviceProblem | null
}

function toggleOf(device: DeviceState): DeviceToggle {
  // A press on one with a problem tries again: the person may have allowed it or plugged it in meanwhile.
  return { on: showsOn(device), problem: device.kind === 'problem' ? device.problem : null }
}

export function microphoneToggle(state: LocalMediaState): DeviceToggle {
  return toggleOf(state.microphone)
}

export function cameraToggle(state: LocalMediaState): DeviceToggle {
  return toggleOf(state.camera)
}
