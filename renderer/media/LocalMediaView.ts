import type { StoreApi } from 'zustand/vanilla'
import type { LocalMediaState, LocalSource } from './localMediaState.ts'

/** How asking for a screen ended. */
export type ShareAnswer = 'started' | 'cancelled' | 'denied' | 'failed'

/** What the features may know and ask of our own devices. `LocalMedia` is one; tests bring a smaller one. */
export interface LocalMediaView {
  readonly store: StoreApi<LocalMediaState>
  setOn(source: LocalSource, on: boolean): void
  /** @param id null: the system's default. */
  choose(what: 'microphone' | 'camera' | 'speaker', id: string | null): void
  startShare(options: { readonly sound: boolean }): Promise<ShareAnswer>
  stopShare(): void
  /** Our microphone's level, 0 to 1, about 15 times a second. */
  watchLevel(listener: (level: number) => void): () => void
}
