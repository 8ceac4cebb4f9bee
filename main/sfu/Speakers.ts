/** How long somebody counts as speaking after the last sound: the pause between two sentences. */
const HOLD_MS = 1200

/**
 * Turns measured volumes into "who speaks now". A pause for breath does not end a turn, so that rings do not
 * flicker and nothing is sent while a conversation flows on.
 */
export class Speakers<Id> {
  readonly #lastHeardAt = new Map<Id, number>()
  #announced: readonly Id[] = []

  /**
   * @param heard those above the threshold now, loudest first.
   * @param nowMs monotonic milliseconds.
   * @returns who speaks, loudest first, when the set has changed; else null.
   */
  update(heard: readonly Id[], nowMs: number): readonly Id[] | null {
    for (const id of heard) this.#lastHeardAt.set(id, nowMs)
    for (const [id, at] of this.#lastHeardAt) if (nowMs - at > HOLD_MS) this.#lastHeardAt.delete(id)
    const held = [...this.#lastHeardAt.keys()].filter((id) => !heard.includes(id))
    const speaking = [...heard, ...held]
    const same =
      speaking.length === this.#announced.length && speaking.every((id) => this.#announced.includes(id))
    if (same) return null
    this.#announced = speaking
    return speaking
  }

  /** Whether somebody's turn may still have to be ended by a later update. */
  get pending(): boolean {
    return this.#lastHeardAt.size > 0
  }
}
