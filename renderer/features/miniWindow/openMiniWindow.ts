import { MINI_WINDOW } from '../../../protocol/ipc/miniWindow.ts'
import { copyWindowStyles } from '../../ui/copyWindowStyles.ts'
import { canOpenMiniPicture } from './openPictureInPicture.ts'

/** CSS pixels: a picture in widescreen and a row of buttons. */
export const MINI_SIZE = { width: 360, height: 252 }

interface DocumentPictureInPicture {
  requestWindow(size: { readonly width: number; readonly height: number }): Promise<Window>
}

declare global {
  interface Window {
    /** Chromium's alone; it needs a secure origin. */
    documentPictureInPicture?: DocumentPictureInPicture
  }
}

/** Where the mini window comes from: the app's shell, the browser, as a plain picture, or nowhere. */
export type MiniKind = 'app' | 'browser' | 'picture' | null

export function miniKind(platform: 'app' | 'browser'): MiniKind {
  if (platform === 'app') return 'app'
  if (window.documentPictureInPicture !== undefined) return 'browser'
  return canOpenMiniPicture() ? 'picture' : null
}

/**
 * An empty window with the page's styles that stays above all others, to be drawn into from here.
 *
 * @throws where the system or the browser refuses, for instance without a click before.
 */
export async function openMiniWindow(kind: 'app' | 'browser'): Promise<Window> {
  const opened =
    kind === 'app'
      ? // Electron offers the browser's way too, but hangs on it.
        window.open('about:blank', MINI_WINDOW, `popup,width=${MINI_SIZE.width},height=${MINI_SIZE.height}`)
      : await window.documentPictureInPicture?.requestWindow(MINI_SIZE)
  if (opened === null || opened === undefined) throw new Error('The mini window was refused.')
  copyWindowStyles(opened.document)
  return opened
}
