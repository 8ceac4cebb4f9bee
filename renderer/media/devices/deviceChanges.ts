import type { Source } from '../../../protocol/wire/media/media.ts'
import { type deviceList, deviceInUse, type DeviceKind, type ListedDevice } from './deviceList.ts'

/** What became of our devices, to be told to the person. */
export type DeviceChange =
  /** What was in use has vanished. `using` is the name of what took its place; null: nothing could. */
  | {
      readonly kind: 'gone'
      readonly what: 'microphone' | 'speaker'
      readonly label: string
      readonly using: string | null
    }
  /** No other camera takes its place: who knows what that would show. */
  | { readonly kind: 'cameraGone'; readonly label: string }
  /** The chosen device is there again and was taken again. */
  | { readonly kind: 'back'; readonly what: 'microphone' | 'speaker'; readonly label: string }
  /** We follow the system's default, and that is another device now. */
  | { readonly kind: 'switched'; readonly what: 'microphone' | 'speaker'; readonly label: string }
  /** Something was plugged in that nobody has asked for: a headset is a microphone and a speaker at once. */
  | { readonly kind: 'added'; readonly label: string; readonly devices: readonly AddedDevice[] }
  /** The camera that vanished while it ran is there again, and stays off until it is asked for. */
  | { readonly kind: 'cameraReturned'; readonly label: string }
  /** What was shared has gone: its window was closed, or the browser has ended it. */
  | { readonly kind: 'shareEnded'; readonly label: string }
  /** What is shared gives no pictures for now. */
  | { readonly kind: 'sharePaused'; readonly label: string }
  /** What was on could not be sent, however often it was tried: it was turned off, or the share ended. */
  | { readonly kind: 'notSent'; readonly what: Source }
  /** The system, or a switch on the device itself, holds back what it gives. */
  | { readonly kind: 'heldBack'; readonly what: 'microphone' | 'camera'; readonly label: string }

export interface AddedDevice {
  readonly what: DeviceKind
  readonly id: string
}

export type Chosen = Readonly<Record<DeviceKind, string | null>>

/**
 * What is to be told when the list of devices has changed. The camera is left out as far as it runs: whether that
 * is so, only its track knows. Pure.
 */
export function deviceChanges(before: deviceList, after: deviceList, chosen: Chosen): DeviceChange[] {
  const news = (['microphone', 'speaker'] as const).flatMap((what) => soundNews(what, before, after, chosen))
  const taken = (['microphone', 'speaker'] as const).map((what) => deviceInUse(after[what], chosen[what])?.id)
  return [...news, ...addedNews(before, after, new Set(taken))]
}

function soundNews(
  what: 'microphone' | 'speaker',
  { [what]: before }: deviceList,
  { [what]: after }: deviceList,
  { [what]: chosen }: Chosen,
): DeviceChange[] {
  if (!before.known || !after.known) return []
  const [was, is] = [deviceInUse(before, chosen), deviceInUse(after, chosen)]
  if (was?.id === is?.id && was?.group === is?.group) return []
  // A default that the browser does not tie to a device cannot be seen to go.
  if (was !== null && was.id !== 'default' && after.devices.every(({ id }) => id !== was.id)) {
    return [{ kind: 'gone', what, label: was.label, using: is?.label ?? null }]
  }
  if (is === null) return []
  return [{ kind: is.id === chosen ? 'back' : 'switched', what, label: is.label }]
}

/** New devices, those of one piece of hardware together; not those that are `taken` already and told of as such. */
function addedNews(
  before: deviceList,
  after: deviceList,
  taken: ReadonlySet<string | undefined>,
): DeviceChange[] {
  const groups = new Map<string, { label: string; devices: AddedDevice[] }>()
  for (const what of ['microphone', 'speaker', 'camera'] as const) {
    for (const device of newOn(what, before, after)) {
      if (taken.has(device.id)) continue
      const key = device.group === '' ? device.id : device.group
      const group = groups.get(key) ?? { label: device.label, devices: [] }
      group.devices.push({ what, id: device.id })
      groups.set(key, group)
    }
  }
  return [...groups.values()].map((group) => ({ kind: 'added', ...group }))
}

function newOn(
  what: DeviceKind,
  { [what]: before }: deviceList,
  { [what]: after }: deviceList,
): readonly ListedDevice[] {
  if (!before.known || !after.known) return []
  return after.devices.filter(({ id }) => before.devices.every((known) => known.id !== id))
}
