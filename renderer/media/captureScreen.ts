import type { LocalShare } from './localMediaState.ts'

/** Why there is no screen to share. */
export type NoScreen = 'cancelled' | 'denied' | 'failed'

/** Asks for a screen or a window, by the browser's own picker or the app's. Never throws. */
export async function captureScreen({ sound }: { readonly sound: boolean }): Promise<LocalShare | NoScreen> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { max: 30 } },
      // Music and films, not speech: what cleans a voice would spoil them.
      audio: sound ? { echoCancellation: false, autoGainControl: false, noiseSuppression: false } : false,
    })
    const [picture] = stream.getVideoTracks()
    if (picture === undefined) return 'failed'
    picture.contentHint = 'detail'
    return { picture, sound: stream.getAudioTracks()[0] ?? null }
  } catch (error) {
    // A dismissed picker and a forbidden one have the same name; only the system's refusal says "by system".
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return 'failed'
    return /system/i.test(error.message) ? 'denied' : 'cancelled'
  }
}
