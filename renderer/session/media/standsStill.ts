/** What has come of a track so far. */
export interface Arrived {
  readonly packets: number
  /** Those that could be decoded. */
  readonly pictures: number
  /** When that was looked at (monotonic milliseconds). */
  readonly atMs: number
}

/** So long the host and the sender are given to set a picture in motion, and at most. */
const AGAIN_MS = 500
const MOST_AGAIN_MS = 20_000

/** An earlier look than this says nothing of now. */
const RECENT_MS = 1000

/**
 * How a picture stands still, by two looks one after the other: packets come in, but none of them completes a picture
 * (`incomplete`), or nothing comes (`empty`). Null: it does not, or that cannot be said.
 */
export function standsStill(before: Arrived, now: Arrived): 'incomplete' | 'empty' | null {
  if (now.atMs - before.atMs >= RECENT_MS || now.pictures !== before.pictures) return null
  return now.packets > before.packets ? 'incomplete' : 'empty'
}

/**
 * How long the host is not asked again, in milliseconds: longer each time that it has not helped, for whose sender is cut off stands
 * still for minutes.
 *
 * @param waitedMs how long it was before; 0: it is asked for the first time.
 */
export function nextWaitMs(waitedMs: number): number {
  return Math.min(Math.max(AGAIN_MS, waitedMs * 1.2), MOST_AGAIN_MS)
}
