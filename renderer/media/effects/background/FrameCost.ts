import type { CostSample } from '../CpuBudget.ts'

/** How much is summed up at once, in milliseconds. */
const STRETCH_MS = 1000

/**
 * Sums up what the pictures of about a second took. Time comes from outside: `at` is when a picture was taken,
 * `cost` how long the work on it lasted; both in milliseconds.
 */
export class FrameCost {
  readonly #budget: number
  #costs: number[] = []
  #gaps: number[] = []
  #last: number | null = null

  /** @param budget how long one picture lasts at the camera's rate. */
  constructor(budget: number) {
    this.#budget = budget
  }

  /** @returns the stretch that this picture completes, if it completes one. */
  add(at: number, cost: number): CostSample | null {
    this.#costs.push(cost)
    if (this.#last !== null) this.#gaps.push(at - this.#last)
    this.#last = at
    const length = this.#gaps.reduce((sum, gap) => sum + gap, 0)
    if (length < STRETCH_MS || this.#gaps.length < 2) return null
    const stretch = { cost: median(this.#costs), budget: this.#budget, lost: this.#lost(length) }
    this.#costs = []
    this.#gaps = []
    return stretch
  }

  /** A camera may be slower than it says, in the dark. So what a picture lasts is read from the shortest gaps. */
  #lost(length: number): number {
    const sorted = [...this.#gaps].sort((a, b) => a - b)
    const gap = Math.max(sorted[Math.floor(sorted.length / 4)] ?? 0, this.#budget)
    const expected = Math.round(length / gap)
    return Math.max(0, 1 - this.#gaps.length / expected)
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
