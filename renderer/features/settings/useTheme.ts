import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { SettingsModel } from './SettingsModel.ts'

/** Draws the page light, dark, or as the system is. */
export function useTheme(model: SettingsModel): void {
  const theme = useStore(model.store, (state) => state.settings.theme)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
