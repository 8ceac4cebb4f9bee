import { ProtocolError } from '../../../protocol/wire/errors.ts'

/** Pauses after the first refusals in a row (milliseconds); what is refused once more is given up. */
const PAUSES_MS = [250, 500, 1000]
/** Refusals in a row by a rate limit before giving up: the host says itself when it takes the next request. */
const MOST_LIMITED = 10
/** A longer wait is no retry: the person is told at once. */
const LONGEST_WAIT_MS = 5000

interface Trouble {
  refusals: number
  /** Runs out when the next try is due; null: it is due, or given up. */
  timer: ReturnType<typeof setTimeout> | null
  givenUp: boolean
}

/** Bounded, backed-off retries of things that are tried one by one, told apart by a key. */
export class Retries {
  readonly #onDue: () => void
  readonly #troubles = new Map<string, Trouble>()

  /** @param onDue called when something that was refused may be tried again. */
  constructor(onDue: () => void) {
    this.#onDue = onDue
  }

  /** Whether it may be tried now: it is neither resting nor given up. */
  isDue(key: string): boolean {
    const trouble = this.#troubles.get(key)
    return trouble === undefined || (trouble.timer === null && !trouble.givenUp)
  }

  /** Whether it was refused and will be tried again. */
  willRetry(key: string): boolean {
    return this.#troubles.get(key)?.givenUp === false
  }

  /**
   * It was refused, and rests until its next try.
   *
   * @returns false where that was the last try: it stays untried until {@link renew}.
   */
  refused(key: string, error: unknown): boolean {
    const trouble = this.#troubles.get(key) ?? { refusals: 0, timer: null, givenUp: false }
    this.#troubles.set(key, trouble)
    if (trouble.timer !== null) clearTimeout(trouble.timer)
    trouble.timer = null
    const pauseMs = pauseAfter(trouble.refusals, error)
    trouble.refusals += 1
    trouble.givenUp = pauseMs === null
    if (pauseMs === null) return false
    trouble.timer = setTimeout(() => {
      trouble.timer = null
      this.#onDue()
    }, pauseMs)
    return true
  }

  /** It worked. */
  done(key: string): void {
    const timer = this.#troubles.get(key)?.timer
    if (timer) clearTimeout(timer)
    this.#troubles.delete(key)
  }

  /** Something else is wanted of it: its tries count from the start. What rests goes on resting. */
  renew(key: string): void {
    const trouble = this.#troubles.get(key)
    if (trouble === undefined) return
    trouble.refusals = 0
    trouble.givenUp = false
  }

  /** Forgets all refusals. */
  clear(): void {
    for (const key of [...this.#troubles.keys()]) this.done(key)
  }
}

/** How long to wait after another refusal (milliseconds). Null: not to be tried again. */
function pauseAfter(refusals: number, error: unknown): number | null {
  if (error instanceof ProtocolError) {
    if (error.code === 'forbidden') return null
    const waitMs = error.details?.['retryAfterMs']
    if (typeof waitMs === 'number') {
      if (waitMs > LONGEST_WAIT_MS || refusals >= MOST_LIMITED) return null
      return Math.max(waitMs, PAUSES_MS[0] ?? 0)
    }
  }
  return PAUSES_MS[refusals] ?? null
}
