interface Sample {
  readonly usedMs: number
  readonly atMs: number
}

/** Long enough that one join or one key frame does not count as a load. */
const WINDOW_MS = 2000

/** Turns the processor time that a process has used so far into the share of one core that it uses now. */
export class CpuMeter {
  #samples: Sample[] = []

  /**
   * @param usedMs user and system time since the process was started.
   * @param atMs monotonic milliseconds.
   */
  measured(usedMs: number, atMs: number): void {
    this.#samples.push({ usedMs, atMs })
    // The last one that is older than the window begins it.
    const begin = this.#samples.findLastIndex((sample) => atMs - sample.atMs >= WINDOW_MS)
    if (begin > 0) this.#samples = this.#samples.slice(begin)
  }

  /** Of the last two seconds, 0 to 1; 0 until so much has been measured. */
  get share(): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)]
    if (first === undefined || last === undefined || last.atMs - first.atMs < WINDOW_MS) return 0
    return (last.usedMs - first.usedMs) / (last.atMs - first.atMs)
  }
}
