/**
 * How a share is looked at. `scale` 1 shows it whole; `x` and `y` say by how many CSS pixels its middle is moved
 * from the middle of the frame.
 */
export interface ZoomState {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const whole: ZoomState = { scale: 1, x: 0, y: 0 }
const CLOSEST = 8

/** The part of the frame that a picture fills when it is shown whole. */
function fittedSize(frame: Size, picture: Size): Size {
  if (picture.width <= 0 || picture.height <= 0) return frame
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height)
  return { width: picture.width * scale, height: picture.height * scale }
}

/** The scale at which a pixel of the picture is one of the screen; where that is no closer look: twice. */
export function pixelScale(frame: Size, picture: Size, pixelRatio: number): number {
  const natural = picture.width / pixelRatio / fittedSize(frame, picture).width
  return Number.isFinite(natural) && natural > 1.1 ? Math.min(natural, CLOSEST) : 2
}

/**
 * Zooms by a factor, so that what lies under a point stays under it.
 *
 * @param point from the middle of the frame.
 */
export function zoomAt(zoom: ZoomState, factor: number, point: Point, frame: Size, picture: Size): ZoomState {
  const scale = Math.max(1, Math.min(zoom.scale * factor, CLOSEST))
  const grown = scale / zoom.scale
  const x = point.x - (point.x - zoom.x) * grown
  const y = point.y - (point.y - zoom.y) * grown
  return kept({ scale, x, y }, frame, picture)
}

/** Moves the picture by CSS pixels. */
export function panBy(zoom: ZoomState, by: Point, frame: Size, picture: Size): ZoomState {
  return kept({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, frame, picture)
}

/** No edge of the picture comes further in than it must. */
function kept({ scale, x, y }: ZoomState, frame: Size, picture: Size): ZoomState {
  const fitted = fittedSize(frame, picture)
  const room = (picture_: number, frame_: number) => Math.max(0, (picture_ * scale - frame_) / 2)
  const within = (value: number, most: number) => Math.max(-most, Math.min(value, most))
  // Adding 0 turns a -0 into 0.
  return {
    scale,
    x: within(x, room(fitted.width, frame.width)) + 0,
    y: within(y, room(fitted.height, frame.height)) + 0,
  }
}
