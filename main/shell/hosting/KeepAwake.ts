import { powerSaveBlocker } from 'electron'

/** Keeps the computer from falling asleep while it hosts: everyone's meeting would fall asleep with it. */
export class KeepAwake {
  #blocker: number | null = null

  set(awake: boolean): void {
    if (awake) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
