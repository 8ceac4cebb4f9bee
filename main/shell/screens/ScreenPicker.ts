import type { ScreenSource } from '../../../protocol/ipc.ts'
import { ShellError } from '../ShellError.ts'

export interface ChosenScreen {
  readonly id: string
  readonly name: string
  /** The person wants the computer's sound in the share. */
  readonly sound: boolean
}

/** Remembers which screen the person picked, from the pick until the capture begins. */
export class ScreenPicker {
  readonly #list: () => Promise<readonly ScreenSource[]>
  #shown: readonly ScreenSource[] = []
  #chosen: ChosenScreen | null = null

  constructor(list: () => Promise<readonly ScreenSource[]>) {
    this.#list = list
  }

  async list(): Promise<ScreenSource[]> {
    this.#shown = await this.#list()
    return [...this.#shown]
  }

  /**
   * @throws ShellError `no_such_source` for an id that was not in the last list: nobody saw what it shows.
   */
  choose(id: string, sound: boolean): void {
    const source = this.#shown.find((shown) => shown.id === id)
    if (source === undefined) throw new ShellError('no_such_source')
    this.#chosen = { id, name: source.name, sound }
  }

  /** The choice, once: every capture needs a pick of its own. */
  take(): ChosenScreen | null {
    const chosen = this.#chosen
    this.#chosen = null
    return chosen
  }
}
