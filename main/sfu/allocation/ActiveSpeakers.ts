/** How long somebody counts as speaking after the last sound: the pause between two sentences. */
export const HOLD_MS = 1200

/** When a person was heard last, and whether that was not for the first time. */
interface Voice {
  readonly atMs: number
  readonly sustained: boolean
}

/**
 * Turns measured volumes into "who speaks now". A pause for breath does not end a turn, so that rings do not
 * flicker and nothing is sent while a conversation flows on. A cough, heard in one measurement alone, has no turn
 * to hold: it is over with the next one, so that nobody is shown large for it. Single words that follow each other
 * sooner than a turn would end are one turn.
 */
export class ActiveSpeakers<Id> {
  readonly #voices = new Map<Id, Voice>()
  /** Who coughed, and when: a second one soon after is no cough. */
  readonly #coughs = new Map<Id, number>()
  #announced: readonly Id[] = []

  /**
   * @param heard those above the threshold now, loudest first.
   * @param nowMs monotonic milliseconds.
   * @param measured whether this measurement tells of that one; others were heard in an earlier one, of another worker.
   * @returns who speaks, loudest first, when the set has changed; else null.
   */
  update(
    heard: readonly Id[],
    nowMs: number,
    measured: (id: Id) => boolean = () => true,
  ): readonly Id[] | null {
    for (const [id, atMs] of this.#coughs) if (nowMs - atMs > HOLD_MS) this.#coughs.delete(id)
    for (const id of heard.filter(measured)) {
      const sustained = this.#voices.has(id) || this.#coughs.delete(id)
      this.#voices.set(id, { atMs: nowMs, sustained })
    }
    for (const [id, { atMs, sustained }] of this.#voices) {
      if (heard.includes(id) || (sustained && nowMs - atMs <= HOLD_MS)) continue
      this.#voices.delete(id)
      if (!sustained) this.#coughs.set(id, atMs)
    }
    const held = [...this.#voices.keys()].filter((id) => !heard.includes(id))
    const speaking = [...heard, ...held]
    const same =
      speaking.length === this.#announced.length && speaking.every((id) => this.#announced.includes(id))
    if (same) return null
    this.#announced = speaking
    return speaking
  }

  /** Whether somebody's turn has still to be ended, by an update after {@link HOLD_MS}. */
  get pending(): boolean {
    return this.#voices.size > 0
  }
}
