import { desktopCapturer } from 'electron'
import type { ScreenSource } from '../../../protocol/ipc.ts'

/** Large enough to recognise a window by, small enough that fifty of them cross in a blink. */
const THUMBNAIL = { width: 320, height: 180 }

/** Every screen and window that can be shared, with a small picture each. */
export async function listScreens(): Promise<ScreenSource[]> {
  const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: THUMBNAIL })
  return sources.map(({ id, name, thumbnail }) => ({
    id,
    name,
    kind: id.startsWith('screen:') ? 'screen' : 'window',
    thumbnail: thumbnail.toDataURL(),
  }))
}
