import type { LocalMedia } from '../../media/LocalMedia.ts'
import { useDeviceToasts } from './notices/useDeviceToasts.ts'
import { useMicrophoneHints } from './notices/useMicrophoneHints.ts'
import { usePushToTalk } from './notices/usePushToTalk.ts'

/**
 * What our devices do by themselves during a call.
 *
 * @param openDevices opens the dialog of the devices; the same function at each drawing.
 */
export function useCallDevices(media: LocalMedia, openDevices: () => void): void {
  useDeviceToasts(media)
  useMicrophoneHints(media, openDevices)
  usePushToTalk(media)
}
