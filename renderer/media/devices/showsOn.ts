import type { DeviceState } from '../localMediaState.ts'

/**
 * Whether a device is shown as on, so that a press turns it off. One that is about to start counts: most answer at once. One that
 * lets itself be waited for does not.
 */
export function showsOn(device: DeviceState): boolean {
  switch (device.kind) {
    case 'on':
      return true
    case 'starting':
      return device.late !== true
    case 'off':
    case 'problem':
      return false
    default:
      return device satisfies never
  }
}
