import type { ScreenSource } from '../../../protocol/ipc/ipc.ts'
import { ShellError } from '../ShellError.ts'

/** What can be shared, with the display that it shows: the system's number of it; null for windows. */
export interface FoundScreen {
  readonly source: ScreenSource
  readonly display: number | null
}

export interface ChosenScreen {
  readonly id: string
  readonly name: string
  /** The person wants the computer's sound in the share. */
  readonly sound: boolean
}

/** Remembers which screen the person picked, from the pick until the capture begins, and which display it shows. */
export class ScreenPicker {
  readonly #list: () => Promise<readonly FoundScreen[]>
  #shown: readonly FoundScreen[] = []
  #chosen: ChosenScreen | null = null
  readonly #displays = new Map<string, number>()

  constructor(list: () => Promise<readonly FoundScreen[]>) {
    this.#list = list
  }

  async list(): Promise<ScreenSource[]> {
    this.#shown = await this.#list()
    return this.#shown.map(({ source }) => source)
  }

  /**
   * @throws ShellError `no_such_source` for an id that was not in the last list: nobody saw what it shows.
   */
  choose(id: string, sound: boolean): void {
    const found = this.#shown.find(({ source }) => source.id === id)
    if (found === undefined) throw new ShellError('no_such_source')
    if (found.display !== null) this.#displays.set(id, found.display)
    this.#chosen = { id, name: found.source.name, sound }
  }

  /** Whether a choice waits for its capture. */
  get chosen(): boolean {
    return this.#chosen !== null
  }

  /** The choice, once: every capture needs a pick of its own. */
  take(): ChosenScreen | null {
    const chosen = this.#chosen
    this.#chosen = null
    return chosen
  }

  /** Which display a source shows that was chosen once; null for a window. */
  displayOf(id: string): number | null {
    return this.#displays.get(id) ?? null
  }
}
