const MAX_RESTARTS = 3
const WINDOW_MS = 60_000
const FIRST_PAUSE_MS = 500

/**
 * How often something that crashed may be started again: three times a minute, at once and then after growing
 * pauses. What falls over again and again would otherwise keep the computer busy and hide its fault from the person.
 */
export class RestartBudget {
  readonly #restartedAt: number[] = []

  /**
   * @param nowMs monotonic milliseconds.
   * @returns milliseconds to wait before the restart, or null when there were too many.
   */
  next(nowMs: number): number | null {
    while (this.#restartedAt[0] !== undefined && nowMs - this.#restartedAt[0] >= WINDOW_MS)
      this.#restartedAt.shift()
    const before = this.#restartedAt.length
    if (before >= MAX_RESTARTS) return null
    this.#restartedAt.push(nowMs)
    return before === 0 ? 0 : FIRST_PAUSE_MS * 2 ** (before - 1)
  }
}
