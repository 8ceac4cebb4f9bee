/** Quieter than this on the level's scale (here -42 dB full scale) nobody speaks into a microphone. */
const LEAST = 0.3
/** Speech stands out of the noise around it by as much (9 dB). */
const ABOVE_NOISE = 0.15
/** How fast what does not pause comes to be taken for noise (a second's share of the scale). */
const NOISE_RISES = 0.04
/** Long enough to be words and not a cough or a door. */
const TALK_MS = 500
/** Between words one pauses shorter than this. */
const WORD_PAUSE_MS = 700
/** Who has paused for so long begins anew. */
const BURST_PAUSE_MS = 4000
/** Whoever talks to somebody beside them should not be told time and again. */
const NOT_AGAIN_MS = 30_000
/** Samples further apart, as in a hidden tab, count as if they were no more than this. */
const MAX_STEP_MS = 300

/** Hears whether somebody talks into a muted microphone, and says so once for each burst of talk. */
export class MutedSpeechDetector {
  #noise: number | null = null
  #loudMs = 0
  #heardAt: number | null = null
  #loudAt = Number.NEGATIVE_INFINITY
  #toldAt = Number.NEGATIVE_INFINITY
  #told = false

  /**
   * Takes one measurement.
   *
   * @param level 0 to 1.
   * @param atMs when, on a clock that only goes forward.
   * @returns whether to tell it now.
   */
  heard(level: number, atMs: number): boolean {
    const stepMs = Math.min(MAX_STEP_MS, atMs - (this.#heardAt ?? atMs))
    this.#heardAt = atMs
    this.#noise = Math.min(level, (this.#noise ?? level) + (NOISE_RISES * stepMs) / 1000)
    if (level > Math.max(LEAST, this.#noise + ABOVE_NOISE)) {
      this.#loudMs += stepMs
      this.#loudAt = atMs
    }
    const quietMs = atMs - this.#loudAt
    if (quietMs >= WORD_PAUSE_MS) this.#loudMs = 0
    if (quietMs >= BURST_PAUSE_MS) this.#told = false
    if (this.#told || this.#loudMs < TALK_MS || atMs - this.#toldAt < NOT_AGAIN_MS) return false
    this.#told = true
    this.#toldAt = atMs
    return true
  }
}
