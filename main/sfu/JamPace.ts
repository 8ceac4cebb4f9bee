/** A share (0 to 1) that no line loses by chance, nor has sent again: more is being sent than fits through. */
const JAMMED = 0.45
/** What a client reports is up to a second old, and smaller pictures need another one to arrive. */
const AGAIN_MS = 2500

/** Decides when a line to a client is so jammed that pictures must wait until it is empty again. */
export class JamPace {
  #at = Number.NEGATIVE_INFINITY

  /**
   * @param lost the share (0 to 1) that got lost on the way lately, or had to be sent again.
   * @param nowMs monotonic.
   * @returns whether to wait now; not while something has just been done about the same jam.
   */
  next(lost: number, nowMs: number): boolean {
    if (lost < JAMMED || nowMs - this.#at < AGAIN_MS) return false
    this.#at = nowMs
    return true
  }
}
