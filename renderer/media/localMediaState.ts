import type { CaptureSettings } from './captureSettings.ts'
import type { ShareStyle } from './screen/shareStyle.ts'

/** Why a device gives nothing. Each has its own words in the interface. */
export type DeviceProblem =
  /** The person or the system said no. */
  | 'denied'
  /** There is no such device. */
  | 'missing'
  /** Another program holds it. */
  | 'busy'
  /** The page is not on a secure origin, so the browser offers no devices. */
  | 'insecure'
  /** It has neither started nor failed in time. */
  | 'noAnswer'
  | 'failed'

export type LocalSource = 'microphone' | 'camera'

/** One of our own devices. `on` is what the person wants; the track is there once the device gives it. */
export type DeviceState =
  | { readonly kind: 'off' }
  /**
   * `late`: it has been waited for longer than devices usually take, so that nothing shows it as on. `asking`: the person has
   * not answered the browser's question yet.
   */
  | { readonly kind: 'starting'; readonly late?: boolean; readonly asking?: boolean }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'problem'; readonly problem: DeviceProblem }

export interface DeviceChoice {
  readonly id: string
  /** As the system names it; empty until permission was given once. */
  readonly label: string
}

/** Tells our own shares from each other. */
export type ShareId = string

/** A share of our own screen; `sound` where the platform gave the computer's sound with it. */
export interface LocalShare {
  readonly id: ShareId
  readonly style: ShareStyle
  readonly picture: MediaStreamTrack
  readonly sound: MediaStreamTrack | null
  /** The browser gives no pictures of it for now, as of a window that is hidden. */
  readonly paused?: boolean
}

export interface LocalMediaState {
  readonly microphone: DeviceState
  readonly camera: DeviceState
  /** What others get of them: after the effects, and null also while a background is not yet hidden. */
  readonly sent: Readonly<Record<LocalSource, MediaStreamTrack | null>>
  /** The newest last. */
  readonly shares: readonly LocalShare[]
  readonly microphones: readonly DeviceChoice[]
  readonly cameras: readonly DeviceChoice[]
  /** Empty where the browser cannot choose one. */
  readonly speakers: readonly DeviceChoice[]
  /** What is chosen, by device id; null is the system's default. */
  readonly chosen: {
    readonly microphone: string | null
    readonly camera: string | null
    readonly speaker: string | null
  }
  /** The names of what the system's default is now; null where the browser does not say. */
  readonly standard: { readonly microphone: string | null; readonly speaker: string | null }
  readonly settings: CaptureSettings
  /** The microphone is open only as long as a key is held. */
  readonly heldToTalk: boolean
}
