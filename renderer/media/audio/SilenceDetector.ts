/** How long a microphone may give nothing at first. */
const PATIENCE_MS = 10_000
/** The last two steps of 16-bit sound. Even a quiet room is louder; a switched-off microphone is not. */
const NO_SIGNAL = 2 / 32_768

/** Whether a microphone that was just opened gives any signal at all. */
export class SilenceDetector {
  #sinceMs: number | null = null
  #verdict: 'waiting' | 'silent' | 'sound' = 'waiting'

  get verdict(): 'waiting' | 'silent' | 'sound' {
    return this.#verdict
  }

  /**
   * Takes one measurement. A silent one may still be heard later; one that was heard is never called silent.
   *
   * @param peak the greatest sample, 0 to 1.
   * @param atMs when, on a clock that only goes forward.
   */
  heard(peak: number, atMs: number): void {
    if (peak > NO_SIGNAL) this.#verdict = 'sound'
    this.#sinceMs ??= atMs
    if (this.#verdict === 'waiting' && atMs - this.#sinceMs >= PATIENCE_MS) this.#verdict = 'silent'
  }
}
