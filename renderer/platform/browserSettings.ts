import type { SettingsView } from '../../protocol/ipc/ipc.ts'
import { freePolicy } from '../../protocol/ipc/policy.ts'
import { defaultSettings, settingsChangeSchema } from '../../protocol/ipc/settings.ts'
import type { Platform } from './Platform.ts'

const KEY = 'hearth.settings'

/** The settings of a page in a browser: those that mean something there, kept by the browser. */
export function browserSettings(storage: () => Pick<Storage, 'getItem' | 'setItem'>): Platform['settings'] {
  // The storage itself throws where the browser keeps nothing.
  function kept(): unknown {
    try {
      return JSON.parse(storage().getItem(KEY) ?? '{}')
    } catch {
      return {}
    }
  }
  const found = settingsChangeSchema.safeParse(kept())
  const listeners = new Set<(view: SettingsView) => void>()
  let view: SettingsView = {
    settings: { ...defaultSettings, ...(found.data?.theme && { theme: found.data.theme }) },
    policy: freePolicy,
    taken: [],
  }
  return {
    offered: ['theme'],
    read: async () => view,
    async change(changes) {
      const theme = changes.theme ?? view.settings.theme
      view = { ...view, settings: { ...view.settings, theme } }
      for (const listener of listeners) listener(view)
      try {
        storage().setItem(KEY, JSON.stringify({ theme }))
      } catch {
        // It holds until the page is closed.
      }
      return view
    },
    onChange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
