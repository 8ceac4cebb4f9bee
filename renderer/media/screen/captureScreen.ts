import type { CaptureScope } from '../devices/CaptureScope.ts'
import type { ShareStyle } from './shareStyle.ts'

/** Why there is no screen to share. */
export type NoScreen = 'cancelled' | 'denied' | 'failed'

export interface CapturedScreen {
  readonly picture: MediaStreamTrack
  /** Null where it was not asked for, or the platform does not give it. */
  readonly sound: MediaStreamTrack | null
}

/** What a share is captured with: all its pixels and few frames of them, or many frames of not too many pixels. */
const PICTURE: Readonly<Record<ShareStyle, MediaTrackConstraints>> = {
  detail: { frameRate: { max: 15 } },
  motion: { frameRate: { max: 30 }, width: { max: 1920 }, height: { max: 1080 } },
}

/** Not all browsers know these yet, and the others leave them aside. */
interface DisplayOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude'
  readonly surfaceSwitching: 'include'
}

/** Asks for a screen or a window, by the browser's own picker or the app's. Never throws; what comes too late is `cancelled`. */
export async function captureScreen(
  scope: CaptureScope,
  style: ShareStyle,
  { sound }: { readonly sound: boolean },
): Promise<CapturedScreen | NoScreen> {
  const options: DisplayOptions = {
    video: PICTURE[style],
    // Music and films, not speech: what cleans a voice would spoil them.
    audio: sound ? { echoCancellation: false, autoGainControl: false, noiseSuppression: false } : false,
    systemAudio: sound ? 'include' : 'exclude',
    surfaceSwitching: 'include',
  }
  try {
    const stream = await scope.capture(() => navigator.mediaDevices.getDisplayMedia(options))
    const [picture] = stream.getVideoTracks()
    if (picture === undefined) return 'failed'
    picture.contentHint = style
    return { picture, sound: stream.getAudioTracks()[0] ?? null }
  } catch (error) {
    if (scope.closed) return 'cancelled'
    // A dismissed picker and a forbidden one have the same name; only the system's refusal says "by system".
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return 'failed'
    return /system/i.test(error.message) ? 'denied' : 'cancelled'
  }
}

/** Captures a share that runs in another way from now on. A source that cannot goes on as it is. */
export async function recapture(picture: MediaStreamTrack, style: ShareStyle): Promise<void> {
  picture.contentHint = style
  await picture.applyConstraints(PICTURE[style]).catch(() => undefined)
}
