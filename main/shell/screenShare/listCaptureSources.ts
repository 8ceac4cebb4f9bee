import { desktopCapturer, screen } from 'electron'
import { cleanLabel } from '../../../protocol/text/cleanLabel.ts'
import type { FoundScreen } from './ScreenPicker.ts'

/** Large enough to recognise a window by, small enough that fifty of them cross in a blink. */
const THUMBNAIL = { width: 320, height: 180 }
/** Of a hundred; a picture of a screen is recognised long before it is good. */
const QUALITY = 75

/**
 * Every screen and window that can be shared, with a small picture each.
 *
 * @param without windows that are left out, as the system names them.
 */
export async function listCaptureSources(without: readonly string[]): Promise<FoundScreen[]> {
  const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: THUMBNAIL })
  const left = new Set(without.map(windowOf))
  return sources.flatMap(({ id, name, thumbnail, display_id: display }) => {
    const kind = id.startsWith('screen:') ? 'screen' : 'window'
    if (kind === 'window' && left.has(windowOf(id))) return []
    const picture = `data:image/jpeg;base64,${thumbnail.toJPEG(QUALITY).toString('base64')}`
    return [
      {
        // A window's title is whatever its page or file says.
        source: { id, name: cleanLabel(name), kind, thumbnail: thumbnail.isEmpty() ? '' : picture },
        display: kind === 'screen' ? displayOf(display) : null,
      },
    ]
  })
}

/** The window's own number: what follows it depends on who asks. */
function windowOf(id: string): string | undefined {
  return id.split(':')[1]
}

/** Not every system says which display a screen is. Where there is one alone, nobody needs to. */
function displayOf(said: string): number | null {
  const displays = screen.getAllDisplays()
  const found = displays.find(({ id }) => String(id) === said)
  return found?.id ?? (displays.length === 1 ? (displays[0]?.id ?? null) : null)
}
