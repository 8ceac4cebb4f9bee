import type { Settings } from '../../../protocol/ipc/settings.ts'

/** What a key for the whole system does. */
export type HotKeyWish = 'toggleMute' | 'talk'

type ShortcutSetting = 'muteKey' | 'talkKey'

/** As much of Electron's `globalShortcut` as is used. */
export interface SystemKeys {
  /** False where another program has the key. */
  register(key: string, pressed: () => void): boolean
  unregister(key: string): void
}

const wishes: Readonly<Record<ShortcutSetting, HotKeyWish>> = { muteKey: 'toggleMute', talkKey: 'talk' }

/**
 * The keys that work from any program. They are ours during a call only; at other times a key is tried once, when it
 * is chosen, so that whoever chooses it learns at once that another program has it.
 */
export class GlobalShortcuts {
  readonly #keys: SystemKeys
  readonly #pressed: (wish: HotKeyWish) => void
  readonly #held = new Set<string>()
  #taken: readonly ShortcutSetting[] = []

  constructor(keys: SystemKeys, pressed: (wish: HotKeyWish) => void) {
    this.#keys = keys
    this.#pressed = pressed
  }

  /** The settings whose key another program has. */
  get taken(): readonly ShortcutSetting[] {
    return this.#taken
  }

  follow(settings: Pick<Settings, ShortcutSetting>, inCall: boolean): void {
    this.release()
    this.#taken = (['muteKey', 'talkKey'] as const).filter((setting) => {
      const key = settings[setting]
      return key !== null && !this.#take(key, wishes[setting])
    })
    if (!inCall) this.release()
  }

  release(): void {
    for (const key of this.#held) this.#keys.unregister(key)
    this.#held.clear()
  }

  #take(key: string, wish: HotKeyWish): boolean {
    // The same key for both would do two things at once.
    if (this.#held.has(key) || !this.#keys.register(key, () => this.#pressed(wish))) return false
    this.#held.add(key)
    return true
  }
}
