import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import { limits } from '../../../../protocol/limits.ts'

/** When to ask again: most checks are over by then. */
const RETRY_AFTER_MS = 5000

/** How many checks of connections run on this host, and for whom: a check sends more than most calls do. */
export class CheckQuota {
  readonly #running: string[] = []

  /**
   * Takes a place.
   *
   * @param network of the client: {@link networkKey}.
   * @returns what gives it back; may be called twice.
   * @throws ProtocolError `rate_limited` while too many run.
   */
  take(network: string): () => void {
    const own = this.#running.filter((other) => other === network).length
    if (own >= limits.checksPerAddress || this.#running.length >= limits.checksAtOnce)
      throw new ProtocolError('rate_limited', undefined, { retryAfterMs: RETRY_AFTER_MS })
    this.#running.push(network)
    let held = true
    return () => {
      if (held) this.#running.splice(this.#running.indexOf(network), 1)
      held = false
    }
  }
}
