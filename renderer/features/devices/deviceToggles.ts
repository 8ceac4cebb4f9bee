import type { DeviceProblem, DeviceState, LocalMediaState } from '../../media/localMediaState.ts'

/** What a microphone's or camera's button shows. */
export interface DeviceToggle {
  /** Wanted and, as far as we know, working: a press turns it off. */
  readonly on: boolean
  readonly problem: DeviceProblem | null
}

function toggleOf(device: DeviceState): DeviceToggle {
  switch (device.kind) {
    case 'on':
    case 'starting':
      return { on: true, problem: null }
    case 'off':
      return { on: false, problem: null }
    case 'problem':
      // A press tries again: the person may have allowed it or plugged it in meanwhile.
      return { on: false, problem: device.problem }
    default:
      return device satisfies never
  }
}

export function microphoneToggle(state: LocalMediaState): DeviceToggle {
  return toggleOf(state.microphone)
}

export function cameraToggle(state: LocalMediaState): DeviceToggle {
  return toggleOf(state.camera)
}
