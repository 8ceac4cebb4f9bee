import modelUrl from '@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite?url'
import createTfLite, { type TfLite } from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js'
import wasmUrl from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm?url'

/** How sure the model must be that something is the person: below the first not at all, above the second fully. */
const UNSURE = 0.35
const SURE = 0.85
/** How much of the last mask stays, so that edges do not flicker. */
const INERTIA = 0.3

/** Finds the person in a picture. Lives in a worker: one picture takes many milliseconds of computing. */
export class Segmenter {
  /** Opaque where the person is. */
  readonly mask: OffscreenCanvas
  readonly #lite: TfLite
  readonly #small: OffscreenCanvasRenderingContext2D
  readonly #pen: OffscreenCanvasRenderingContext2D
  readonly #pixels: ImageData

  private constructor(lite: TfLite) {
    this.#lite = lite
    const [width, height] = [lite._getInputWidth(), lite._getInputHeight()]
    this.mask = new OffscreenCanvas(width, height)
    this.#pen = penOf(this.mask)
    this.#small = penOf(new OffscreenCanvas(width, height))
    this.#pixels = new ImageData(width, height)
  }

  /** @throws Error where the program or the model cannot be fetched, or the browser cannot run it. */
  static async load(): Promise<Segmenter> {
    const [lite, model] = await Promise.all([
      createTfLite({ locateFile: () => wasmUrl }),
      fetchBytes(modelUrl),
    ])
    lite.HEAPU8.set(model, lite._getModelBufferMemoryOffset())
    if (lite._loadModel(model.length) !== 0) throw new Error('The model was not understood.')
    return new Segmenter(lite)
  }

  /** Brings {@link mask} in line with a picture. */
  look(picture: CanvasImageSource): void {
    const { width, height } = this.mask
    this.#small.drawImage(picture, 0, 0, width, height)
    const { data } = this.#small.getImageData(0, 0, width, height)
    const lite = this.#lite
    const input = lite._getInputMemoryOffset() / 4
    for (let from = 0, to = input; from < data.length; from += 4, to += 3) {
      lite.HEAPF32[to] = (data[from] ?? 0) / 255
      lite.HEAPF32[to + 1] = (data[from + 1] ?? 0) / 255
      lite.HEAPF32[to + 2] = (data[from + 2] ?? 0) / 255
    }
    lite._runInference()
    const output = lite._getOutputMemoryOffset() / 4
    const mask = this.#pixels.data
    for (let index = 0; index < width * height; index += 1) {
      const sure = Math.min(1, Math.max(0, ((lite.HEAPF32[output + index] ?? 0) - UNSURE) / (SURE - UNSURE)))
      const alpha = 255 * sure * sure * (3 - 2 * sure)
      mask[index * 4 + 3] = INERTIA * (mask[index * 4 + 3] ?? 0) + (1 - INERTIA) * alpha
    }
    this.#pen.putImageData(this.#pixels, 0, 0)
  }
}

function penOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // Read back for every picture: in the computer's own memory that costs nothing, from the graphics card a lot.
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) throw new Error('This browser does not draw in workers.')
  return pen
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} was not found.`)
  return new Uint8Array(await response.arrayBuffer())
}
