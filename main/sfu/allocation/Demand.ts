import type { TrackId } from '../../../protocol/ids.ts'

/** A larger picture that is no longer watched may be wanted again in a moment: someone turns pages, a window is dragged. */
const LOWER_AFTER_MS = 2000

/** The largest layer of a track that somebody watches, from 0; null: nobody watches any. */
export interface TrackDemand {
  readonly track: TrackId
  readonly layer: number | null
}

/**
 * What a session's own tracks are asked for, so that it sends no layer that nobody watches. More is told at once, less
 * after a while.
 */
export class Demand {
  readonly #tell: (demands: readonly TrackDemand[]) => void
  readonly #told = new Map<TrackId, number | null>()
  readonly #wanted = new Map<TrackId, number | null>()
  #timer: NodeJS.Timeout | undefined
  #gathering = false
  #started = false
  #hurried = false

  /** @param tell is called with every change, several at once. */
  constructor(tell: (demands: readonly TrackDemand[]) => void) {
    this.#tell = tell
  }

  /** Begins to tell: of all tracks everything is being sent. */
  start(): void {
    this.#started = true
    this.#gather()
  }

  want(track: TrackId, layer: number | null): void {
    this.#wanted.set(track, layer)
    this.#gather()
  }

  /** Less than before is told at once as well, this time. */
  hurry(): void {
    this.#hurried = true
    this.#gather()
  }

  /** Tells of all tracks again, to a client that may not know what holds. */
  again(): void {
    if (!this.#started || this.#wanted.size === 0) return
    for (const [track, layer] of this.#wanted) this.#told.set(track, layer)
    this.#tell([...this.#wanted].map(([track, layer]) => ({ track, layer })))
  }

  forget(track: TrackId): void {
    this.#wanted.delete(track)
    this.#told.delete(track)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#wanted.clear()
  }

  #gather(): void {
    if (this.#gathering || !this.#started) return
    this.#gathering = true
    // A join changes many at once.
    queueMicrotask(() => {
      this.#gathering = false
      this.#changed()
    })
  }

  #changed(): void {
    this.#tellThose((wanted, told) => rank(wanted) > rank(told))
    const hurried = this.#hurried
    this.#hurried = false
    const tellFewer = () => this.#tellThose((wanted, told) => rank(wanted) < rank(told))
    if (hurried) tellFewer()
    const fewer = [...this.#wanted].some(([track, layer]) => rank(layer) < rank(this.#toldOf(track)))
    if (!fewer) return clearTimeout(this.#timer)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(tellFewer, LOWER_AFTER_MS)
  }

  #tellThose(which: (wanted: number | null, told: number | null) => boolean): void {
    const demands = [...this.#wanted].flatMap(([track, layer]) =>
      which(layer, this.#toldOf(track)) ? [{ track, layer }] : [],
    )
    for (const { track, layer } of demands) this.#told.set(track, layer)
    if (demands.length > 0) this.#tell(demands)
  }

  #toldOf(track: TrackId): number | null {
    return this.#told.has(track) ? (this.#told.get(track) ?? null) : Number.POSITIVE_INFINITY
  }
}

function rank(layer: number | null): number {
  return layer ?? -1
}
