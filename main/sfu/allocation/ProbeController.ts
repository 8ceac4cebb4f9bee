/** What a worker estimates of the way to a client, and what its pictures would take; bits per second. */
export interface Bandwidth {
  readonly available: number
  readonly desired: number
}

const QUICK_PAUSE_MS = 900
const FIRST_PAUSE_MS = 2000
/** So long a client with a bad line is left in peace; once the line is good, it has ten seconds to be back in full. */
const LONGEST_PAUSE_MS = 4000
const STEP = 3
/** So much more than is desired is tried at most. A worker takes no notice of what is far above. */
const ROOM = 1.3
/** An estimate that has grown so much since the last try: the line is good again. */
const LEAP = 1.7
/** An estimate that has grown at most so much by itself since the last try, has not heard of its result. */
const UNHEARD = 1.08
/** Not every try has a result; so many follow quickly on a leap. */
const QUICK_TRIES = 4
/** What makes a browser hear of tries again helps every second time. */
const UNHEARD_TRIES = 8
/** So near to what is desired, the pictures themselves show soon whether there is more. */
const NEARLY = 0.9

/**
 * Decides when to try whether more gets through to a client than the worker believes, and how much. By itself a worker
 * tries only while it sends much less than it believes; a picture just below that is stuck for tens of seconds.
 */
export class ProbeController {
  #at = Number.NEGATIVE_INFINITY
  #pauseMs = FIRST_PAUSE_MS
  #before = Number.POSITIVE_INFINITY
  #quick = 0
  /** What was estimated when something was tried last. */
  #tried: number | null = null
  /** So many tries in a row were not heard of. */
  #unheard = 0

  /** Whether it seems that the client has not even got the try before the one that {@link next} has just said. */
  get unheard(): boolean {
    return this.#unheard > 0
  }

  /**
   * @param limit what the client wants at most, in bits per second; null: all.
   * @param nowMs monotonic.
   * @returns what to try, in bits per second; null: nothing for now.
   */
  next({ available, desired }: Bandwidth, limit: number | null, nowMs: number): number | null {
    const wanted = Math.min(desired, limit ?? desired)
    if (available >= wanted) return null
    if (available >= LEAP * this.#before) this.#quick = QUICK_TRIES
    this.#before = Math.min(this.#before, available)
    const leapt = this.#quick > 0 && available < NEARLY * wanted
    const unheard = this.#tried !== null && available >= this.#tried && available <= UNHEARD * this.#tried
    const quick = leapt || (unheard && this.#unheard < UNHEARD_TRIES)
    if (nowMs - this.#at < (quick ? QUICK_PAUSE_MS : this.#pauseMs)) return null
    this.#unheard = unheard ? this.#unheard + 1 : 0
    this.#tried = available
    if (leapt) {
      this.#quick -= 1
      this.#pauseMs = FIRST_PAUSE_MS
    } else if (Number.isFinite(this.#at)) this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2)
    this.#at = nowMs
    this.#before = available
    return Math.min(STEP * available, limit ?? ROOM * desired, ROOM * desired)
  }
}
