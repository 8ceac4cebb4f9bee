import type { TFunction } from 'i18next'
import type { DeviceKind } from '../../media/devices/deviceList.ts'
import type { DeviceChoice } from '../../media/localMediaState.ts'
import type { SelectOption } from '../../ui/inputs/Select.tsx'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

/**
 * The options of one picker. The system's default stands first with an empty value, so that a picker has an
 * answer even before the browser names a device.
 *
 * @param standard the name of what the system's default is now, where that is known.
 */
export function deviceOptions(
  t: TFunction,
  kind: DeviceKind,
  devices: readonly DeviceChoice[],
  standard: string | null,
): SelectOption[] {
  const name =
    standard === null
      ? t('devices.systemDefault')
      : t('devices.systemDefaultIs', { name: isolateInLabel(standard) })
  return [
    { value: '', label: name },
    ...devices.map((device, index) => ({
      value: device.id,
      label: device.label === '' ? t(`devices.numbered.${kind}`, { number: index + 1 }) : device.label,
    })),
  ]
}

/** The chosen value as the picker knows it: a device that is not there any more reads as the default. */
export function chosenOption(chosen: string | null, devices: readonly DeviceChoice[]): string {
  return chosen !== null && devices.some((device) => device.id === chosen) ? chosen : ''
}
