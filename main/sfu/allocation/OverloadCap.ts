/** From here on a worker has too little left for the peaks. */
const HIGH = 0.88
/** Below this, what larger pictures cost fits in again: each step takes a third at least. */
const LOW = 0.55
/** So many quiet measurements in a row before pictures grow again, so that they do not swing. */
const CALM = 5
/** The largest layer at each step; null: as large as anybody wants. */
const STEPS = [null, 1, 0] as const

/**
 * How large the pictures of those who do not speak may be on one worker: they shrink before anything stutters, and grow
 * again when the worker has had less to do for a while.
 */
export class OverloadCap {
  #step = 0
  #calm = 0

  /**
   * To be told every two seconds, so that what the last step has brought is seen before the next one.
   *
   * @param used of what the worker may use, 0 to 1.
   * @returns whether {@link layer} has changed.
   */
  measured(used: number): boolean {
    this.#calm = used < LOW ? this.#calm + 1 : 0
    const before = this.#step
    if (used >= HIGH) this.#step = Math.min(before + 1, STEPS.length - 1)
    else if (this.#calm >= CALM && before > 0) {
      this.#step -= 1
      this.#calm = 0
    }
    return this.#step !== before
  }

  /** The largest spatial layer, from 0; null: no ceiling. */
  get layer(): number | null {
    return STEPS[this.#step] ?? null
  }

  /** Whether pictures can shrink no more. */
  get lowest(): boolean {
    return this.#step === STEPS.length - 1
  }
}
