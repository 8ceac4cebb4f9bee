/** Smaller differences are a clock that is being put right, bit by bit, or a busy computer. */
const JUMP_MS = 30_000

/**
 * Notices that this computer's clock was set, or that the computer has slept: whatever was told to hold until some time of the
 * day may hold longer than it should, or no longer.
 */
export class ClockWatch {
  readonly #wall: () => number
  readonly #monotonic: () => number
  #offset: number

  /** @param wall milliseconds since 1970. @param monotonic milliseconds that only ever grow. */
  constructor(wall = () => Date.now(), monotonic = () => performance.now()) {
    this.#wall = wall
    this.#monotonic = monotonic
    this.#offset = wall() - monotonic()
  }

  /** By how many milliseconds the clock has jumped since the last look; 0: it has not. */
  look(): number {
    const offset = this.#wall() - this.#monotonic()
    const by = offset - this.#offset
    this.#offset = offset
    return Math.abs(by) < JUMP_MS ? 0 : by
  }
}
