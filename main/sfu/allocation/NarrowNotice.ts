/** A picture that begins takes as long to grow. */
const AFTER_MS = 4000

/** Says that a line is too slow for its pictures once that has lasted for four seconds, and at once when it is over. */
export class NarrowNotice {
  readonly #tell: (narrow: boolean) => void
  #told = false
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (narrow: boolean) => void) {
    this.#tell = tell
  }

  /** What was said last. */
  get told(): boolean {
    return this.#told
  }

  /** Says again what was said last. */
  again(): void {
    this.#tell(this.#told)
  }

  /** @param narrow whether pictures are smaller now than they are shown. */
  take(narrow: boolean): void {
    if (narrow && !this.#told) {
      this.#timer ??= setTimeout(() => this.#say(true), AFTER_MS)
      return
    }
    this.close()
    if (!narrow && this.#told) this.#say(false)
  }

  /** Says no more by itself. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #say(narrow: boolean): void {
    this.#timer = undefined
    this.#told = narrow
    this.#tell(narrow)
  }
}
