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
/** Every camera in good order sends something within two looks, of which the later may come a little early. */
const EMPTY_MS = 190

/** How a picture stands still: packets come in, but none of them completes a picture (`incomplete`), or nothing comes. */
type Standstill = 'incomplete' | 'empty'

/** By two looks one after the other. Null: it does not stand still; `unclear`: a later look will tell. */
function standsStill(before: Arrived, now: Arrived): Standstill | 'unclear' | null {
  const passedMs = now.atMs - before.atMs
  if (passedMs >= RECENT_MS || now.pictures !== before.pictures) return null
  if (now.packets > before.packets) return 'incomplete'
  return passedMs < EMPTY_MS ? 'unclear' : 'empty'
}

/** A look at a picture that stands still. */
export interface FreezeSample extends Arrived {
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
export function freezeCheck(
  before: FreezeSample | undefined,
  now: Arrived,
): { readonly look: FreezeSample; readonly how: Standstill | null } {
  if (before === undefined) return { look: { ...now, dueMs: 0, waitMs: AGAIN_MS }, how: null }
  const how = standsStill(before, now)
  if (how === 'unclear') return { look: before, how: null }
  const { dueMs } = before
  const waitMs = now.pictures === before.pictures ? before.waitMs : AGAIN_MS
  if (how === null || now.atMs < dueMs) return { look: { ...now, dueMs, waitMs }, how: null }
  const longer = Math.min(waitMs * LONGER, MOST_AGAIN_MS)
  return { look: { ...now, dueMs: now.atMs + waitMs, waitMs: longer }, how }
}
