/** How long nothing may arrive before it is silence: a picture every 100 ms, sound every 20, 400 in a pause of speech. */
const SILENT_MS = 1500
const LOOK_MS = 500
/** While it has just fallen silent, the end of that is looked for more often. */
const LOOK_AGAIN_MS = 100
const LOOK_AGAIN_FOR_MS = 150_000

/**
 * Feels whether sound and pictures arrive, which says much sooner than the connections do that a network is cut, and
 * that it is back. Reading the newest timestamp of a receiver costs little, unlike its statistics.
 */
export class MediaActivity {
  readonly #receivers: () => Iterable<RTCRtpReceiver>
  readonly #onChange: (arrives: boolean) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #newest = 0
  #movedAt = 0
  #arrives = false
  /** Whether media has ever arrived: what begins is no return. */
  #known = false

  /** @param onChange told when media that has arrived stops to, and when it arrives again. */
  constructor(receivers: () => Iterable<RTCRtpReceiver>, onChange: (arrives: boolean) => void) {
    this.#receivers = receivers
    this.#onChange = onChange
    this.#look()
  }

  /** Whether media that had arrived has stopped to. */
  get stopped(): boolean {
    return this.#known && !this.#arrives
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #look(): void {
    const now = performance.now()
    const moved = this.#findNewer()
    if (moved) this.#movedAt = now
    const before = this.#arrives
    this.#arrives = moved || (before && now - this.#movedAt < SILENT_MS)
    const hunting = this.#known && !this.#arrives && now - this.#movedAt < LOOK_AGAIN_FOR_MS
    this.#timer = setTimeout(() => this.#look(), hunting ? LOOK_AGAIN_MS : LOOK_MS)
    if (before === this.#arrives) return
    if (this.#known) this.#onChange(this.#arrives)
    this.#known = true
  }

  /** Whether anything was played since the last time. The first that was is enough: each reading waits for the browser's threads. */
  #findNewer(): boolean {
    for (const receiver of this.#receivers()) {
      const newest = Math.max(0, ...receiver.getSynchronizationSources().map(({ timestamp }) => timestamp))
      if (newest <= this.#newest) continue
      this.#newest = newest
      return true
    }
    return false
  }
}
