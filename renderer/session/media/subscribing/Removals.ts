import type { TrackId } from '../../../../protocol/ids.ts'
import { refusalCode } from '../refusalCode.ts'
import type { Retries } from '../Retries.ts'

/** Tracks that are sent no more and that the room still shows: taken out of it, however often that is refused at first. */
export class Removals {
  readonly #remove: (track: TrackId) => Promise<unknown>
  readonly #retries: Retries
  readonly #left = new Set<TrackId>()

  constructor(remove: (track: TrackId) => Promise<unknown>, retries: Retries) {
    this.#remove = remove
    this.#retries = retries
  }

  add(track: TrackId): void {
    this.#left.add(track)
  }

  /** Asks for all that may be asked for now. Never rejects: what is refused is left for the next time. */
  async sweep(): Promise<void> {
    const due = [...this.#left].filter((track) => this.#retries.isDue(track))
    await Promise.all(due.map((track) => this.#take(track)))
  }

  async #take(track: TrackId): Promise<void> {
    this.#left.delete(track)
    try {
      await this.#remove(track)
      this.#retries.done(track)
    } catch (error) {
      if (refusalCode(error) === 'no_such_track') return this.#retries.done(track)
      this.#left.add(track)
      this.#retries.refused(track, error)
    }
  }
}
