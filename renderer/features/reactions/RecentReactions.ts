import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PersonName } from '../../../protocol/names.ts'
import type { Reaction } from '../../../room/features/reactions.ts'

export interface ShownReaction {
  readonly id: number
  readonly name: PersonName
  readonly reaction: Reaction
}

/** As long as the animation of one in Reactions.module.css. */
const SHOWN_MS = 3000
/** More at once is applause; nobody reads every name of it. */
const MAX_SHOWN = 12

/** The reactions of the last seconds. No timer runs while there is none. */
export class RecentReactions {
  readonly store: StoreApi<readonly ShownReaction[]> = createStore<readonly ShownReaction[]>(() => [])
  #nextId = 1

  add(name: PersonName, reaction: Reaction): void {
    const id = this.#nextId++
    this.store.setState([...this.store.getState(), { id, name, reaction }].slice(-MAX_SHOWN), true)
    setTimeout(() => {
      this.store.setState(
        this.store.getState().filter((shown) => shown.id !== id),
        true,
      )
    }, SHOWN_MS)
  }
}
