import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { useDeviceToasts } from './useDeviceToasts.ts'
import { useMicrophoneHints } from './useMicrophoneHints.ts'
import { usePushToTalk } from './usePushToTalk.ts'

/**
 * What our devices do by themselves during a call.
 *
 * @param openDevices opens the dialog of the devices; the same function at each drawing.
 */
export function useCallDevices(media: LocalMediaView, openDevices: () => void): void {
  useDeviceToasts(media)
  useMicrophoneHints(media, openDevices)
  usePushToTalk(media)
}
