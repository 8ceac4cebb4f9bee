/** One second's work, or another stretch of time. All in milliseconds. */
export interface CostSample {
  /** What a typical picture or piece of sound took. */
  readonly cost: number
  /** How long it lasts: the time there is for it. */
  readonly budget: number
  /** The share of pictures or sound that came to nothing, 0 to 1. */
  readonly lost: number
}

/** So many bad stretches in a row are no hiccup. */
export const PATIENCE = 4
/** Fewer lost pictures than this nobody misses. */
const MAX_LOST = 1 / 3
/** What is lost is the effect's doing only where it takes a good part of the time. */
const BUSY = 0.4

/** Judges whether a machine keeps up with an effect: not by one slow picture, but over some seconds. */
export class CpuBudget {
  readonly #patience: number
  #bad = 0
  #warm = false

  /** @param patience how many bad stretches in a row are too many. */
  constructor(patience = PATIENCE) {
    this.#patience = patience
  }

  /** @returns whether the effect should give up. The first stretch is not counted: programs start slowly. */
  add({ cost, budget, lost }: CostSample): boolean {
    if (!this.#warm) {
      this.#warm = true
      return false
    }
    const tooSlow = cost > budget || (lost > MAX_LOST && cost > BUSY * budget)
    this.#bad = tooSlow ? this.#bad + 1 : 0
    return this.#bad >= this.#patience
  }
}
