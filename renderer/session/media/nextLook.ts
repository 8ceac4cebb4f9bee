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
const LONGER = 1.2

/** An earlier look than this says nothing of now. */
const RECENT_MS = 1000

/**
 * How a picture stands still, by two looks one after the other: packets come in, but none of them completes a picture
 * (`incomplete`), or nothing comes (`empty`). Null: it does not, or that cannot be said.
 */
function standsStill(before: Arrived, now: Arrived): 'incomplete' | 'empty' | null {
  if (now.atMs - before.atMs >= RECENT_MS || now.pictures !== before.pictures) return null
  return now.packets > before.packets ? 'incomplete' : 'empty'
}

/** A look at a picture that stands still. */
export interface Look extends Arrived {
  /** From when on the host may be asked (again). */
  readonly dueMs: number
  /** How long it is not asked again after that. */
  readonly waitMs: number
}

/**
 * What follows from a look, after the one before if there was any.
 *
 * @returns `how` the picture stands still, where the host is to be asked now; null where it is not. It is asked less and less often
 *   while that does not help: where a sender is cut off, a picture stands still for minutes.
 */
export function nextLook(
  before: Look | undefined,
  now: Arrived,
): { readonly look: Look; readonly how: ReturnType<typeof standsStill> } {
  const moved = before !== undefined && now.pictures !== before.pictures
  const dueMs = before?.dueMs ?? 0
  const waitMs = before === undefined || moved ? AGAIN_MS : before.waitMs
  const how = before === undefined ? null : standsStill(before, now)
  if (how === null || now.atMs < dueMs) return { look: { ...now, dueMs, waitMs }, how: null }
  const longer = Math.min(waitMs * LONGER, MOST_AGAIN_MS)
  return { look: { ...now, dueMs: now.atMs + waitMs, waitMs: longer }, how }
}
