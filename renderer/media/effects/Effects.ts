import type { StoreApi } from 'zustand/vanilla'
import type { Background, EffectsState } from './effectsState.ts'

/** What the features may know and ask of the effects on our own picture and sound. */
export interface Effects {
  readonly store: StoreApi<EffectsState>
  /** Asking for `own` again reads the picture again. */
  setBackground(background: Background): void
  setSuppressNoise(on: boolean): void
}
