export interface CloseGuardOptions {
  /** How many people closing would cut off. */
  readonly others: () => Promise<number>
  /** Asks the person at this computer; true ends the meeting. */
  readonly confirm: (others: number) => Promise<boolean>
  /** Closes the window for good. */
  readonly close: () => void
}

/** Stands between the close button and the end of a meeting that others are in. */
export class CloseGuard {
  readonly #options: CloseGuardOptions
  #agreed = false
  #asking: Promise<void> | null = null

  constructor(options: CloseGuardOptions) {
    this.#options = options
  }

  /**
   * The person wants to close the window.
   *
   * @returns true when it may close now; otherwise the answer is being found, and `close` is called on a yes.
   */
  mayClose(): boolean {
    if (this.#agreed) return true
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
    return false
  }

  /** Nobody is asked any more: the system ends the app. */
  agree(): void {
    this.#agreed = true
  }

  async #ask(): Promise<void> {
    const others = await this.#options.others()
    if (others > 0 && !(await this.#options.confirm(others))) return
    this.#agreed = true
    this.#options.close()
  }
}
