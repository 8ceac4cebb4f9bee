import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SettingsView } from '../../protocol/ipc/ipc.ts'
import { freePolicy } from '../../protocol/ipc/policy.ts'
import { defaultSettings, type SettingKey, type SettingsChange } from '../../protocol/ipc/settings.ts'
import type { Platform } from './Platform.ts'

/** The settings as the interface knows them. Until they are read, the defaults hold. */
export class SettingsStore {
  readonly store: StoreApi<SettingsView>
  /** The settings that mean something where this page runs. */
  readonly offered: readonly SettingKey[]
  readonly #source: Platform['settings']

  private constructor(source: Platform['settings']) {
    this.#source = source
    this.offered = source.offered
    this.store = createStore<SettingsView>(() => ({
      settings: defaultSettings,
      policy: freePolicy,
      taken: [],
    }))
  }

  /** Reads the settings and follows them from then on. Never rejects. */
  static open(source: Platform['settings']): SettingsStore {
    const model = new SettingsStore(source)
    source.onChange((view) => model.store.setState(view))
    void source.read().then(
      (view) => model.store.setState(view),
      () => undefined,
    )
    return model
  }

  /** Rejects with a `PlatformError` where the app refuses or cannot keep it. */
  async change(changes: SettingsChange): Promise<void> {
    this.store.setState(await this.#source.change(changes))
  }
}
