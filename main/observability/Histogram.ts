/** How often a value fell at or below each bound: the form in which Prometheus adds up several hosts. */
export class Histogram {
  readonly #bounds: readonly number[]
  readonly #counts: number[]
  #sum = 0

  /** @param bounds ascending, in the unit of what is observed; a last one without limit is added. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = [...bounds, Infinity].map(() => 0)
  }

  observe(value: number): void {
    const found = this.#bounds.findIndex((bound) => value <= bound)
    const index = found === -1 ? this.#bounds.length : found
    this.#counts[index] = (this.#counts[index] ?? 0) + 1
    this.#sum += value
  }

  get sum(): number {
    return this.#sum
  }

  get count(): number {
    return this.#counts.reduce((total, count) => total + count, 0)
  }

  /** For each bound, how many values were at or below it; the last bound is `Infinity`. */
  get buckets(): readonly { readonly bound: number; readonly count: number }[] {
    let total = 0
    return [...this.#bounds, Infinity].map((bound, index) => {
      total += this.#counts[index] ?? 0
      return { bound, count: total }
    })
  }
}
