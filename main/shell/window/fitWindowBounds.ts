import { z } from 'zod'

const length = z.number().int().min(1).max(32_767)
const position = z.number().int().min(-32_768).max(32_767)

/** Where a window lies, in the screen's own pixels. */
export const placeSchema = z.object({
  x: position,
  y: position,
  width: length,
  height: length,
  maximized: z.boolean(),
})
export type Place = z.infer<typeof placeSchema>

/** A display without its bars. */
export type WorkArea = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>

/** As much of the window's upper edge must be seen that one can take hold of it. */
const HOLD = { width: 120, height: 32 }

/**
 * Where the window may lie now: displays come and go. It is never larger than its display.
 *
 * @returns null where nobody could take hold of it: then it lies in the middle, as it does the first time.
 */
export function fitWindowBounds(place: Place, areas: readonly WorkArea[]): Place | null {
  const area = areas.find(
    ({ x, y, width, height }) =>
      Math.min(place.x + place.width, x + width) - Math.max(place.x, x) >= HOLD.width &&
      place.y >= y &&
      place.y + HOLD.height <= y + height,
  )
  if (area === undefined) return null
  return {
    ...place,
    width: Math.min(place.width, area.width),
    height: Math.min(place.height, area.height),
  }
}
