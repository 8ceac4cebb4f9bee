import type { DevicesOfKind } from './deviceList.ts'

/**
 * Which device to ask for. Chromium gives its default to whoever is not strict about another one, and what runs
 * already to whoever is not strict about the default; so it is always `exact`, which fails for what is not there.
 *
 * @param chosen null: the system's default.
 * @param runs whether a device of this kind runs now.
 */
export function deviceConstraint(
  { known, devices, standard }: DevicesOfKind,
  chosen: string | null,
  runs: boolean,
): Pick<MediaTrackConstraints, 'deviceId'> {
  if (!known) return chosen === null ? {} : { deviceId: { exact: chosen } }
  if (devices.some(({ id }) => id === chosen)) return { deviceId: { exact: chosen ?? '' } }
  if (standard !== null) return { deviceId: { exact: 'default' } }
  // Cameras have no such entry. At the start the browser knows best which one it is, of a phone's two for instance.
  const [first] = devices
  return runs && first !== undefined ? { deviceId: { exact: first.id } } : {}
}
