import type { RoomName } from '../../../protocol/names.ts'

/** Who makes a media worker do something. Ids and room names stay within the host. */
export interface Actor {
  /** Null for what belongs to no room: a check of the connection. */
  readonly room: RoomName | null
  /** The id of the signaling session. */
  readonly session: string
}

/** One who has to do with a room's media. */
export interface RoomActor extends Actor {
  readonly room: RoomName
}

interface Act {
  readonly actor: Actor
  readonly begunAt: number
  pending: boolean
}

/** How long after an act its worker's end may still be its doing. */
const BLAME_MS = 1000
/** A worker that hangs is noticed later, and its last acts lie further back. */
const KEEP_MS = 5000

/**
 * What was asked of one worker lately: when it dies, its last inputs are the suspects. Times are monotonic
 * milliseconds.
 */
export class RecentActs {
  #acts: Act[] = []

  /** Notes that something is asked. @returns what notes that it was answered. */
  begin(actor: Actor, now: number): () => void {
    // Only what is recent matters, and a worker lives long.
    if (this.#acts.length >= 64) this.#acts = this.#recent(now - KEEP_MS)
    const act = { actor, begunAt: now, pending: true }
    this.#acts.push(act)
    return () => {
      act.pending = false
    }
  }

  /**
   * Who may have ended the worker, the likeliest first. A worker answers in order, so it was at the first request
   * without an answer, if there is one; else the newest one that it has answered comes first.
   *
   * @param since when the worker was last known to be well.
   */
  suspects(since: number): readonly Actor[] {
    const acts = this.#recent(since - BLAME_MS)
    const pending = acts.filter((act) => act.pending)
    const answered = acts.filter((act) => !act.pending).toReversed()
    const bySession = new Map<string, Actor>()
    for (const { actor } of [...pending, ...answered])
      if (!bySession.has(actor.session)) bySession.set(actor.session, actor)
    return [...bySession.values()]
  }

  #recent(since: number): Act[] {
    return this.#acts.filter(({ begunAt, pending }) => pending || begunAt >= since)
  }
}
