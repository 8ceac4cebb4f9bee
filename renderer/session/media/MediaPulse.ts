/** How long nothing may arrive before it is silence: a picture every 100 ms, sound every 20, 400 in a pause of speech. */
const SILENT_MS = 1500
const LOOK_MS = 500
/** While it has just fallen silent, the end of that is looked for more often. */
const LOOK_AGAIN_MS = 100
const LOOK_AGAIN_FOR_MS = 150_000

/**
 * Feels whether sound and pictures arrive, which says much sooner than the connections do that a network is cut, and
 * that it is back. Reading the newest timestamp of a receiver costs next to nothing, unlike its statistics.
 */
export class MediaPulse {
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
    const newest = newestOf(this.#receivers())
    const moved = newest !== this.#newest
    this.#newest = newest
    if (moved) this.#movedAt = now
    const before = this.#arrives
    this.#arrives = moved || (before && now - this.#movedAt < SILENT_MS)
    const hunting = this.#known && !this.#arrives && now - this.#movedAt < LOOK_AGAIN_FOR_MS
    this.#timer = setTimeout(() => this.#look(), hunting ? LOOK_AGAIN_MS : LOOK_MS)
    if (before === this.#arrives) return
    if (this.#known) this.#onChange(this.#arrives)
    this.#known = true
  }
}

/** When the newest sound or picture was played, in the browser's time; 0 where there is none. */
function newestOf(receivers: Iterable<RTCRtpReceiver>): number {
  let newest = 0
  for (const receiver of receivers)
    for (const { timestamp } of receiver.getSynchronizationSources()) newest = Math.max(newest, timestamp)
  return newest
}
