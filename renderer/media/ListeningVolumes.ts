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

/** How loud each person is for us, by name, so that somebody who comes back is as loud as before. */
export class ListeningVolumes {
  readonly store: StoreApi<ReadonlyMap<string, ListeningVolume>> = createStore<
    ReadonlyMap<string, ListeningVolume>
  >(() => new Map())

  of(name: string): ListeningVolume {
    return this.store.getState().get(name) ?? AS_IT_COMES
  }

  /** @param volume 0 to {@link MAX_VOLUME}; what is beyond is cut off. */
  setVolume(name: string, volume: number): void {
    this.#set(name, { volume: Math.min(MAX_VOLUME, Math.max(0, volume)) })
  }

  setSilenced(name: string, silenced: boolean): void {
    this.#set(name, { silenced })
  }

  #set(name: string, changes: Partial<ListeningVolume>): void {
    this.store.setState(new Map(this.store.getState()).set(name, { ...this.of(name), ...changes }), true)
  }
}
