/** A share (0 to 1) that no line loses by chance, nor has sent again: more is being sent than fits through. */
const JAMMED = 0.45
/** Of the few packets of one report, half may get lost by chance, but not nearly all. */
const JAMMED_AT_ONCE = 0.9
/** Where hardly anything gets lost any more, what is sent again is the rest of a jam that is over. */
const STILL_LOST = 0.1
/** What a client reports is up to a second old, and smaller pictures need another one to arrive. */
const AGAIN_MS = 2500

/**
 * Of what was sent to a client lately, shares from 0 to 1: what got lost on the way in the last seconds; of a picture, by
 * the client's last report; what had been sent before.
 */
export interface Waste {
  readonly lost: number
  readonly reported: number
  readonly again: number
}

/** Decides when a line to a client is so jammed that pictures must wait until it is empty again. */
export class CongestionDetector {
  #at = Number.NEGATIVE_INFINITY

  /**
   * @param nowMs monotonic.
   * @returns whether to wait now; not while something has just been done about the same jam.
   */
  next({ lost, reported, again }: Waste, nowMs: number): boolean {
    const stillLost = Math.max(lost, reported) >= STILL_LOST
    const jammed = lost >= JAMMED || reported >= JAMMED_AT_ONCE || (again >= JAMMED && stillLost)
    if (!jammed || nowMs - this.#at < AGAIN_MS) return false
    this.#at = nowMs
    return true
  }
}
