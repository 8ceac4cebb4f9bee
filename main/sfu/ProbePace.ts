/** What a worker estimates of the way to a client, and what its pictures would take; bits per second. */
export interface Bandwidth {
  readonly available: number
  readonly desired: number
}

const NEXT_PAUSE_MS = 900
const FIRST_PAUSE_MS = 2000
/** So long a client with a bad line is left in peace; once the line is good, it has ten seconds to be back in full. */
const LONGEST_PAUSE_MS = 4000
const STEP = 3
/** So much more than is desired is tried at most. A worker takes no notice of what is far above. */
const ROOM = 1.3
/** A try has led to something where the estimate has grown by this since. */
const SUCCESS = 1.3

/**
 * Decides when to try whether more gets through to a client than the worker believes, and how much. By itself a worker
 * tries only while it sends much less than it believes; a picture just below that is stuck for tens of seconds.
 */
export class ProbePace {
  #at = Number.NEGATIVE_INFINITY
  #pauseMs = FIRST_PAUSE_MS
  #before = 0

  /**
   * @param limit what the client wants at most, in bits per second; null: all.
   * @param nowMs monotonic.
   * @returns what to try, in bits per second; null: nothing for now.
   */
  next({ available, desired }: Bandwidth, limit: number | null, nowMs: number): number | null {
    const wanted = Math.min(desired, limit ?? desired)
    if (available >= wanted) return null
    // The first has nothing to be compared with, and counts as one that led to something.
    const grown = available >= SUCCESS * this.#before
    if (nowMs - this.#at < (grown ? NEXT_PAUSE_MS : this.#pauseMs)) return null
    this.#pauseMs = grown ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2)
    this.#at = nowMs
    this.#before = available
    return Math.min(STEP * available, limit ?? ROOM * desired, ROOM * desired)
  }
}
