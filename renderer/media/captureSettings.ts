import type { CodecPreference } from './codecPreference.ts'
import type { ShareStyle } from './screen/shareStyle.ts'

/** How our microphone, camera and screens are captured and sent. */
export interface CaptureSettings {
  /** Lines of the camera's picture that we ask for; a camera that has fewer gives what it has. */
  readonly resolution: Resolution
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGainControl: boolean
  /** How pictures are encoded. */
  readonly codec: CodecPreference
  /** Of the next share. */
  readonly shareStyle: ShareStyle
}

export const RESOLUTIONS = [360, 720, 1080] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export const SOUND_SWITCHES = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const

export const DEFAULT_CAPTURE: CaptureSettings = {
  resolution: 720,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  codec: 'auto',
  shareStyle: 'detail',
}

export function microphoneConstraints(settings: CaptureSettings): MediaTrackConstraints {
  const { echoCancellation, noiseSuppression, autoGainControl } = settings
  return { echoCancellation, noiseSuppression, autoGainControl }
}

export function cameraConstraints({ resolution }: CaptureSettings): MediaTrackConstraints {
  return {
    width: { ideal: (resolution * 16) / 9 },
    height: { ideal: resolution },
    frameRate: { ideal: 30 },
  }
}
