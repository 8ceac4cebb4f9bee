/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number]

/**
 * A picture with a round mark in its lower right corner, a quarter of it wide.
 *
 * @param bitmap four bytes a pixel, blue first, as Electron has them.
 * @param size width and height in pixels.
 */
export function drawBadge(bitmap: Buffer, size: number, [red, green, blue]: Colour): Buffer {
  const marked = Buffer.from(bitmap)
  const radius = size / 4
  const centre = size - radius
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (Math.hypot(x + 0.5 - centre, y + 0.5 - centre) > radius) continue
      marked.set([blue, green, red, 255], (y * size + x) * 4)
    }
  }
  return marked
}
