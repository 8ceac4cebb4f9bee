import type { Rectangle } from 'electron'

/** The four edges of an area, without its middle. @param width of each edge; all in pixels of the screen. */
export function borderStrips(area: Pick<Rectangle, 'width' | 'height'>, width: number): Rectangle[] {
  return [
    { x: 0, y: 0, width: area.width, height: width },
    { x: 0, y: area.height - width, width: area.width, height: width },
    { x: 0, y: 0, width, height: area.height },
    { x: area.width - width, y: 0, width, height: area.height },
  ]
}
