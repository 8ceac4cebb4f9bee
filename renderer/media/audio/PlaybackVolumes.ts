import type { PeerId } from '../../../protocol/ids.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** How loud one person is for us. */
export interface ListeningVolume {
  /** 0 to 2: 1 is as loud as it comes. */
  readonly volume: number
  /** Silent for us alone, whatever the volume is. */
  readonly silenced: boolean
}

const AS_IT_COMES: ListeningVolume = { volume: 1, silenced: false }
export const MAX_VOLUME = 2

/** How loud each person is for us. Whoever takes a seat again is the same person, and as loud as before. */
export class PlaybackVolumes {
  readonly store: StoreApi<ReadonlyMap<PeerId, ListeningVolume>> = createStore<
    ReadonlyMap<PeerId, ListeningVolume>
  >(() => new Map())

  /** @param peer null: nobody yet. */
  of(peer: PeerId | null): ListeningVolume {
    return (peer && this.store.getState().get(peer)) ?? AS_IT_COMES
  }

  /** @param volume 0 to {@link MAX_VOLUME}; what is beyond is cut off. */
  setVolume(peer: PeerId, volume: number): void {
    this.#set(peer, { volume: Math.min(MAX_VOLUME, Math.max(0, volume)) })
  }

  setSilenced(peer: PeerId, silenced: boolean): void {
    this.#set(peer, { silenced })
  }

  #set(peer: PeerId, changes: Partial<ListeningVolume>): void {
    this.store.setState(new Map(this.store.getState()).set(peer, { ...this.of(peer), ...changes }), true)
  }
}
