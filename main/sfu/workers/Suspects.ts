import type { RoomName } from '../../../protocol/names.ts'
import type { Actor } from './RecentActs.ts'

/** Whom too many deaths are laid to: one session or, where none can be named, all of a room. */
export interface Suspect {
  readonly room: RoomName | null
  readonly session: string | null
}

const DEATHS = 3
const WITHIN_MS = 60_000
const HOLD_MS = 5 * 60_000

/**
 * Keeps the books on dead media workers, over the whole pool. Whoever had just given something to each of the
 * workers that died within a minute is held back for some minutes, so that all others keep their media. Workers that
 * die without anybody's doing (the system ran out of memory, somebody ended them) hold nobody back.
 */
export class Suspects {
  #deaths: { readonly at: number; readonly actors: readonly Actor[] }[] = []
  #held: { readonly suspect: Suspect; readonly until: number }[] = []

  /**
   * Notes a death.
   *
   * @param actors who may have caused it, the likeliest first.
   * @param now monotonic milliseconds.
   * @returns who is held back because of it from now on; null: nobody.
   */
  died(actors: readonly Actor[], now: number): Suspect | null {
    this.#deaths = [...this.#deaths.filter(({ at }) => now - at < WITHIN_MS), { at: now, actors }].slice(
      -DEATHS,
    )
    if (this.#deaths.length < DEATHS) return null
    const suspect = this.#named()
    if (suspect === null) return null
    this.#deaths = []
    this.#held = [...this.#held.filter(({ until }) => until > now), { suspect, until: now + HOLD_MS }]
    return suspect
  }

  /** For how long (milliseconds) somebody is still held back; 0 for everybody else. */
  remainingMs({ room, session }: Actor, now: number): number {
    const own = this.#held.filter(
      ({ suspect }) => suspect.room === room && (suspect.session ?? session) === session,
    )
    return Math.max(0, ...own.map(({ until }) => Math.ceil(until - now)))
  }

  any(now: number): boolean {
    return this.#held.some(({ until }) => until > now)
  }

  #named(): Suspect | null {
    const session = inAll(this.#deaths.map(({ actors }) => actors.map((actor) => actor.session)))
    const room = inAll(
      this.#deaths.map(({ actors }) =>
        [...new Set(actors.map((actor) => actor.room))].filter((name) => name !== null),
      ),
    )
    const actor = this.#deaths.at(-1)?.actors.find((one) => one.session === session)
    if (actor !== undefined) return actor
    return room === null ? null : { room, session: null }
  }
}

/** The name that is in every list; of several the one that stands nearest to their heads. */
function inAll<T extends string>(lists: readonly (readonly T[])[]): T | null {
  const [first = [], ...others] = lists
  const common = first.filter((name) => others.every((list) => list.includes(name)))
  const rank = (name: T) => lists.reduce((sum, list) => sum + list.indexOf(name), 0)
  return common.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
}
