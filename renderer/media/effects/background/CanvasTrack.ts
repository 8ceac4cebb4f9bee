/**
 * The same way for browsers without streams of pictures: a video element that nobody sees gives the pictures, and
 * what comes back is drawn on a canvas that is a track. The work between is still done by the worker.
 */
export class CanvasTrack {
  readonly output: MediaStreamTrack
  readonly #video = document.createElement('video')
  readonly #canvas = document.createElement('canvas')
  readonly #pen: ImageBitmapRenderingContext
  readonly #send: (picture: ImageBitmap, at: number) => void
  #waiting = false
  #closed = false

  /**
   * @param send hands a picture on; the next one follows when its answer was drawn.
   * @throws Error where the browser cannot draw so.
   */
  constructor(track: MediaStreamTrack, send: (picture: ImageBitmap, at: number) => void) {
    this.#send = send
    const pen = this.#canvas.getContext('bitmaprenderer')
    const [output] = this.#canvas.captureStream().getVideoTracks()
    if (pen === null || output === undefined) throw new Error('This browser cannot make a track of pictures.')
    this.#pen = pen
    this.output = output
    this.#video.muted = true
    this.#video.playsInline = true
    this.#video.srcObject = new MediaStream([track])
    void this.#video.play().catch(() => undefined)
    this.#next()
  }

  draw(picture: ImageBitmap): void {
    this.#waiting = false
    if (this.#closed) return picture.close()
    if (this.#canvas.width !== picture.width) this.#canvas.width = picture.width
    if (this.#canvas.height !== picture.height) this.#canvas.height = picture.height
    this.#pen.transferFromImageBitmap(picture)
  }

  /** Takes no more pictures. The track stays, with its last one; it is the caller's to stop. */
  close(): void {
    this.#closed = true
    this.#video.srcObject = null
  }

  #next(): void {
    this.#video.requestVideoFrameCallback((_now, { mediaTime }) => {
      if (this.#closed) return
      this.#next()
      if (this.#waiting) return
      this.#waiting = true
      createImageBitmap(this.#video).then(
        (picture) => this.#send(picture, mediaTime * 1000),
        () => {
          this.#waiting = false
        },
      )
    })
  }
}
