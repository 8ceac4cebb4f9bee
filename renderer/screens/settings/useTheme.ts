import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { SettingsStore } from '../../platform/SettingsStore.ts'

/** Draws the page light, dark, or as the system is. */
export function useTheme(model: SettingsStore): void {
  const theme = useStore(model.store, (state) => state.settings.theme)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
