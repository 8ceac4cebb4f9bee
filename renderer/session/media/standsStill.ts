/** What has come of a track so far. */
export interface Arrived {
  readonly packets: number
  /** Those that could be decoded. */
  readonly pictures: number
  /** When that was looked at (monotonic milliseconds). */
  readonly atMs: number
}

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
