import type { TFunction } from 'i18next'
import type { DeviceChoice } from '../../media/localMediaState.ts'
import type { SelectOption } from '../../ui/SelectBox.tsx'

export type DeviceKind = 'microphone' | 'camera' | 'speaker'

/**
 * The options of one picker. The system's default stands first with an empty value, so that a picker has an
 * answer even before the browser names a device.
 */
export function deviceOptions(
  t: TFunction,
  kind: DeviceKind,
  devices: readonly DeviceChoice[],
): SelectOption[] {
  return [
    { value: '', label: t('devices.systemDefault') },
    ...devices
      // Chromium lists the default once more under an id of its own.
      .filter((device) => device.id !== '' && device.id !== 'default')
      .map((device, index) => ({
        value: device.id,
        label: device.label === '' ? t(`devices.numbered.${kind}`, { number: index + 1 }) : device.label,
      })),
  ]
}

/** The chosen value as the picker knows it: a device that is not there any more reads as the default. */
export function chosenOption(chosen: string | null, devices: readonly DeviceChoice[]): string {
  return chosen !== null && devices.some((device) => device.id === chosen) ? chosen : ''
}
