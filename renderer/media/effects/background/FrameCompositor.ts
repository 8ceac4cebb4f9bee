import { QUALITY_LEVELS } from './qualityLevels.ts'
import type { Segmenter } from './Segmenter.ts'

/** What stands behind the person. A blur's radius is a share of the picture's width. */
export type Backdrop =
  | { readonly kind: 'blur'; readonly radius: number }
  | { readonly kind: 'picture'; readonly picture: ImageBitmap }

/** Blurring happens on a picture so many times smaller: that costs little, and nobody sees it in a blur. */
const SHRINK = 6
const LAYERS = 4
/** In pixels of the smaller picture. Less would not be seen. */
const MIN_RADIUS = 1.5

/** Puts the person of one picture before another background. */
export class FrameCompositor {
  look: Backdrop
  effort = QUALITY_LEVELS[0]
  #pictures = 0
  readonly #segmenter: Segmenter
  readonly #canvas = new OffscreenCanvas(1, 1)
  readonly #room = new OffscreenCanvas(1, 1)
  readonly #small = new OffscreenCanvas(1, 1)

  constructor(segmenter: Segmenter, look: Backdrop) {
    this.#segmenter = segmenter
    this.look = look
  }

  /** @returns a canvas of the picture's shape, no larger than it. It is the same one each time. */
  compose(picture: CanvasImageSource, wide: number, high: number): OffscreenCanvas {
    const scale = Math.min(1, this.effort.lines / Math.min(wide, high))
    // Even: encoders halve both for the colours.
    const [width, height] = [2 * Math.round((wide * scale) / 2), 2 * Math.round((high * scale) / 2)]
    if (this.#pictures % this.effort.maskEvery === 0) this.#segmenter.look(picture)
    this.#pictures += 1
    const pen = sized(this.#canvas, width, height)
    pen.globalCompositeOperation = 'copy'
    pen.drawImage(this.#segmenter.mask, 0, 0, width, height)
    pen.globalCompositeOperation = 'source-in'
    pen.drawImage(picture, 0, 0, width, height)
    pen.globalCompositeOperation = 'destination-over'
    switch (this.look.kind) {
      case 'blur':
        pen.drawImage(this.#blurred(picture, width, height, this.look.radius), 0, 0, width, height)
        break
      case 'picture':
        drawCovering(pen, this.look.picture, width, height)
        break
      default:
        this.look satisfies never
    }
    return this.#canvas
  }

  /** Without the person in it: their colours would shine around them like a halo. */
  #blurred(picture: CanvasImageSource, width: number, height: number, radius: number): OffscreenCanvas {
    const [w, h] = [Math.ceil(width / SHRINK), Math.ceil(height / SHRINK)]
    const room = sized(this.#room, w, h)
    room.globalCompositeOperation = 'copy'
    room.drawImage(picture, 0, 0, w, h)
    room.globalCompositeOperation = 'destination-out'
    room.drawImage(this.#segmenter.mask, 0, 0, w, h)
    const pen = sized(this.#small, w, h)
    pen.clearRect(0, 0, w, h)
    pen.filter = `blur(${Math.max(MIN_RADIUS, radius * w)}px)`
    // A blur is half transparent towards the person and the edges. So often one upon the other, it covers.
    for (let layer = 0; layer < LAYERS; layer += 1) pen.drawImage(this.#room, 0, 0)
    pen.filter = 'none'
    pen.globalCompositeOperation = 'destination-over'
    pen.drawImage(picture, 0, 0, w, h)
    pen.globalCompositeOperation = 'source-over'
    return this.#small
  }
}

function sized(canvas: OffscreenCanvas, width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('This browser does not draw in workers.')
  pen.imageSmoothingQuality = 'high'
  return pen
}

/** Fills the frame, cutting off what is too wide or too high. */
function drawCovering(
  pen: OffscreenCanvasRenderingContext2D,
  picture: ImageBitmap,
  width: number,
  height: number,
): void {
  const scale = Math.max(width / picture.width, height / picture.height)
  const [w, h] = [picture.width * scale, picture.height * scale]
  pen.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h)
}
