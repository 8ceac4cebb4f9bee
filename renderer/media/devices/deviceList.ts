import { cleanLabel } from '../../../protocol/text/cleanLabel.ts'
import type { DeviceChoice } from '../localMediaState.ts'

export type DeviceKind = 'microphone' | 'camera' | 'speaker'

/** A device as the system lists it. What belongs to one piece of hardware, such as a headset, has one group. */
export interface ListedDevice extends DeviceChoice {
  readonly group: string
}

/** The devices of one kind. */
export interface DevicesOfKind {
  /** False while the browser hides what there is: before a permission was given, or after it was taken back. */
  readonly known: boolean
  readonly devices: readonly ListedDevice[]
  /** Which of them the system uses where none is chosen; null where the browser does not say. */
  readonly standard: ListedDevice | null
}

export type deviceList = Readonly<Record<DeviceKind, DevicesOfKind>>

/** A device as `enumerateDevices` gives it. */
export type RawDevice = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'groupId' | 'label'>

const EMPTY: DevicesOfKind = { known: false, devices: [], standard: null }

export const NO_INVENTORY: deviceList = { microphone: EMPTY, camera: EMPTY, speaker: EMPTY }

/** Puts in order what the browser lists. Pure. */
export function inventoryOf(listed: readonly RawDevice[]): deviceList {
  const raw = listed.map(({ kind, deviceId, groupId, label }) => ({
    ...{ kind, deviceId, groupId },
    // A pair of headphones is called as its owner likes.
    label: cleanLabel(label),
  }))
  return {
    microphone: shelfOf(raw.filter(({ kind }) => kind === 'audioinput')),
    camera: shelfOf(raw.filter(({ kind }) => kind === 'videoinput')),
    speaker: shelfOf(raw.filter(({ kind }) => kind === 'audiooutput')),
  }
}

/** The device that is in use where `chosen` is the choice: that one while it is there, else the system's. */
export function deviceInUse(shelf: DevicesOfKind, chosen: string | null): ListedDevice | null {
  return shelf.devices.find(({ id }) => id === chosen) ?? shelf.standard
}

function shelfOf(raw: readonly RawDevice[]): DevicesOfKind {
  // Windows names the device for calls a second time, under this id; it is no device of its own.
  const real = raw.filter(({ deviceId }) => !['', 'default', 'communications'].includes(deviceId))
  const devices = real.map(({ deviceId, groupId, label }) => ({ id: deviceId, label, group: groupId }))
  // Some browsers hide the names alone.
  const known = raw.every(({ deviceId, label }) => deviceId !== '' && label !== '')
  return { known, devices, standard: standardOf(raw, devices) }
}

/** Chromium lists the system's default once more, as "Default - Headset", in the group of the device that it is. */
function standardOf(raw: readonly RawDevice[], devices: readonly ListedDevice[]): ListedDevice | null {
  const entry = raw.find(({ deviceId }) => deviceId === 'default')
  if (entry === undefined) return null
  const same = devices.filter(({ group }) => group === entry.groupId)
  const real = same.find(({ label }) => entry.label.endsWith(label)) ?? same[0]
  return real ?? { id: entry.deviceId, label: entry.label, group: entry.groupId }
}
