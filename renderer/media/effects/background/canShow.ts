import type { Background } from '../effectsState.ts'

/** Whether this browser can draw a background. Safari knows no filters on a canvas: there a blur would blur nothing. */
export function canShow(background: Background): boolean {
  if (background !== 'blur' && background !== 'strongBlur') return true
  return (
    'OffscreenCanvasRenderingContext2D' in globalThis &&
    'filter' in OffscreenCanvasRenderingContext2D.prototype
  )
}
