/** A share (0 to 1) that no line loses by chance: more is being sent than fits through. */
const JAMMED = 0.45
/** What a client reports is up to a second old, and smaller pictures need another one to arrive. */
const AGAIN_MS = 2500
/** So many jams in a row are borne before larger pictures wait: most lines are good again soon, and then ten seconds suffice. */
const BORNE = 5
const ROW_MS = 60_000
const FIRST_STAY_MS = 10_000
const LONGEST_STAY_MS = 40_000

/**
 * Decides when a line to a client is jammed. Each larger picture that a worker tries on a line without room for it means two or
 * three seconds at a standstill; so where that happens again and again, it is tried less and less often.
 */
export class JamPace {
  #at = Number.NEGATIVE_INFINITY
  #row = 0

  /**
   * @param lost the share of packets (0 to 1) that got lost on the way lately.
   * @param nowMs monotonic.
   * @returns null: the line is not jammed, or something is done about it already; else for how many milliseconds
   * no larger pictures are to be tried afterwards.
   */
  next(lost: number, nowMs: number): number | null {
    const pauseMs = nowMs - this.#at
    if (lost < JAMMED || pauseMs < AGAIN_MS) return null
    this.#row = pauseMs < ROW_MS ? this.#row + 1 : 1
    this.#at = nowMs
    if (this.#row <= BORNE) return 0
    return Math.min(LONGEST_STAY_MS, FIRST_STAY_MS * 2 ** (this.#row - BORNE - 1))
  }
}
