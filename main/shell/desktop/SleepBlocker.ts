import { powerSaveBlocker } from 'electron'

/** What would suffer if the computer fell asleep. In a call the screen is watched, and stays on too. */
export type AwakeFor = 'nothing' | 'hosting' | 'call'

/** Keeps the computer from falling asleep during a call, and while it hosts: everyone's meeting would fall asleep too. */
export class SleepBlocker {
  #blocker: number | null = null
  #reason: AwakeFor = 'nothing'

  set(reason: AwakeFor): void {
    if (reason === this.#reason) return
    const before = this.#blocker
    this.#reason = reason
    this.#blocker =
      reason === 'nothing'
        ? null
        : powerSaveBlocker.start(reason === 'call' ? 'prevent-display-sleep' : 'prevent-app-suspension')
    if (before !== null) powerSaveBlocker.stop(before)
  }
}
