import type { TrackId } from '../../../../protocol/ids.ts'

/** So long it takes a browser at most until it sends the whole picture again on a line that has become good. */
const CLIMB_MS = 8000

/** How large our tracks are watched, as far as the host has said. */
export class WatchedSizes {
  readonly #onChange: () => void
  /** What is not in here is sent as a whole. */
  readonly #layers = new Map<TrackId, number | null>()
  /** Tracks of which the whole picture was asked for lately, after only the smallest was. */
  readonly #climbing = new Map<TrackId, ReturnType<typeof setTimeout>>()

  /** @param onChange called when the whole picture has had its time to begin. */
  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** @param layer the largest that is watched, from 0; null: none. */
  set(track: TrackId, layer: number | null): void {
    if (this.#layers.get(track) === 0 && (layer ?? 0) > 1) this.#climb(track)
    this.#layers.set(track, layer)
  }

  /** Undefined where the host has not said. */
  of(track: TrackId): number | null | undefined {
    return this.#layers.get(track)
  }

  /** Whether the whole picture has begun just now. */
  climbs(track: TrackId): boolean {
    return this.#climbing.has(track)
  }

  /** Other media: nothing that was said holds any more. */
  clear(): void {
    this.#layers.clear()
  }

  close(): void {
    for (const timer of this.#climbing.values()) clearTimeout(timer)
  }

  #climb(track: TrackId): void {
    clearTimeout(this.#climbing.get(track))
    const arrived = () => {
      this.#climbing.delete(track)
      this.#onChange()
    }
    this.#climbing.set(track, setTimeout(arrived, CLIMB_MS))
  }
}
