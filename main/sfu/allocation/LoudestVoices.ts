import type { TrackId } from '../../../protocol/ids.ts'
import { HOLD_MS, ActiveSpeakers } from './ActiveSpeakers.ts'

/**
 * How long after a change of those who speak the next one is told at the earliest: quick words make no ring flicker, and yet
 * whoever begins to speak is shown within half a second.
 */
const CALM_MS = 400

/** More voices at once than this nobody can tell apart. */
const VOICES_FORWARDED = 6

export interface Voice {
  readonly track: TrackId
  /** In dBvo, from -127 to 0. */
  readonly volume: number
}

export interface LoudestVoicesListener {
  /** These tracks have come to the crowd or left it; see {@link LoudestVoices.isCrowd}. */
  crowdChanged(tracks: readonly TrackId[]): void
  /** Others speak than before; loudest first. */
  speaking(tracks: readonly TrackId[]): void
}

/** Who speaks in a room, and who is too quiet among many, over all the workers that measure a part of it. */
export class LoudestVoices {
  readonly #listener: LoudestVoicesListener
  readonly #speakers = new ActiveSpeakers<TrackId>()
  /** What each worker has measured last. */
  readonly #measured = new Map<object, readonly Voice[]>()
  #lastTurn: NodeJS.Timeout | undefined
  #speaking: readonly TrackId[] = []
  #told: readonly TrackId[] = []
  #calm: NodeJS.Timeout | undefined
  #crowd: ReadonlySet<TrackId> = new Set()

  constructor(listener: LoudestVoicesListener) {
    this.#listener = listener
  }

  /** Whether the loudest few speak at once and this one speaks too, but is quieter. */
  isCrowd(track: TrackId): boolean {
    return this.#crowd.has(track)
  }

  /** Who speaks, as it was told last. */
  get speaking(): readonly TrackId[] {
    return this.#told
  }

  /**
   * @param where whatever tells one worker's measurements from another's.
   * @param voices those above the threshold there; none once silence begins.
   */
  heard(where: object, voices: readonly Voice[]): void {
    this.#measured.set(where, voices)
    this.#update(new Set(voices.map(({ track }) => track)))
  }

  /** A worker measures no more. */
  forget(where: object): void {
    if (this.#measured.delete(where)) this.#update(new Set())
  }

  close(): void {
    clearTimeout(this.#lastTurn)
    clearTimeout(this.#calm)
  }

  #update(measured: ReadonlySet<TrackId>): void {
    const tracks = [...this.#measured.values()]
      .flat()
      .toSorted((one, other) => other.volume - one.volume)
      .map(({ track }) => track)
    this.#holdCrowd(tracks)
    const speaking = this.#speakers.update(tracks, performance.now(), (track) => measured.has(track))
    clearTimeout(this.#lastTurn)
    // Silence is told once, when it begins: nobody else would end the last turn.
    if (tracks.length === 0 && this.#speakers.pending) {
      this.#lastTurn = setTimeout(() => this.#update(new Set()), HOLD_MS)
    }
    if (speaking === null) return
    this.#speaking = speaking
    if (this.#calm === undefined) this.#tell()
  }

  /** Tells who speaks, and after a while who else does by then. */
  #tell(): void {
    this.#told = this.#speaking
    this.#listener.speaking(this.#told)
    this.#calm = setTimeout(() => {
      this.#calm = undefined
      const now = new Set(this.#speaking)
      if (now.size !== this.#told.length || this.#told.some((track) => !now.has(track))) this.#tell()
    }, CALM_MS)
  }

  /**
   * Where many speak at once, only the loudest few are forwarded. Whoever is silent is not held back: so no one's first
   * syllable is lost, and silence costs next to nothing (Opus DTX).
   *
   * @param voices loudest first.
   */
  #holdCrowd(voices: readonly TrackId[]): void {
    const before = this.#crowd
    this.#crowd = new Set(voices.slice(VOICES_FORWARDED))
    const changed = [...before, ...this.#crowd].filter(
      (track) => before.has(track) !== this.#crowd.has(track),
    )
    if (changed.length > 0) this.#listener.crowdChanged(changed)
  }
}
