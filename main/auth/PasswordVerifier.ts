import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { ProtocolError } from '../../protocol/wire/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { FairQueue } from '../throttling/FairQueue.ts'
import { SlotQuota } from '../throttling/SlotQuota.ts'
import { hashPassword, verifyPassword } from './passwordHash.ts'

/** Hashes of one network that may wait for their turn. One takes some 80 ms: whoever came later would wait for ten seconds. */
const MOST_WAITING = 100

/**
 * Makes and compares the hashes of passwords: one at a time, since each takes 32 MiB and a thread that others wait for
 * too. Networks take turns, so that a flood from one of them makes nobody else wait long. Once a password was found to be
 * right, or was set here, a keyed digest of it stands for it as long as this process lives. So a class that comes in
 * together waits for one hash, and guessing costs the host nothing.
 */
export class PasswordVerifier {
  readonly #key = randomBytes(32)
  /** By the kept hash, the digest of the password behind it. */
  readonly #known = new Map<string, Buffer>()
  readonly #waiting = new FairQueue<() => void>()
  readonly #places = new SlotQuota(Number.POSITIVE_INFINITY, MOST_WAITING)
  #busy = false

  /** @returns a PHC string. @throws ProtocolError `rate_limited` where too many wait. */
  hash(password: string, network: string): Promise<string> {
    return this.#inTurn(network, async () => {
      const hash = await hashPassword(password)
      this.#remember(hash, password)
      return hash
    })
  }

  /** Whether a password is the one behind a hash. @throws ProtocolError `rate_limited` where too many wait. */
  async isRight(password: string, hash: string, network: string): Promise<boolean> {
    return (
      this.#compare(password, hash) ??
      this.#inTurn(network, async () => {
        // Somebody before us may have had it.
        const known = this.#compare(password, hash)
        if (known !== null) return known
        const right = await verifyPassword(password, hash)
        if (right) this.#remember(hash, password)
        return right
      })
    )
  }

  /** Null where no password was right yet. */
  #compare(password: string, hash: string): boolean | null {
    const known = this.#known.get(hash)
    return known === undefined ? null : timingSafeEqual(known, this.#digest(password))
  }

  #remember(hash: string, password: string): void {
    this.#known.set(hash, this.#digest(password))
    const [oldest] = this.#known.keys()
    if (this.#known.size > limits.roomsPerHost && oldest !== undefined) this.#known.delete(oldest)
  }

  #digest(password: string): Buffer {
    return createHmac('sha256', this.#key).update(password).digest()
  }

  async #inTurn<T>(network: string, work: () => Promise<T>): Promise<T> {
    const giveBack = this.#places.take(network)
    if (giveBack === null) throw new ProtocolError('rate_limited', undefined, { retryAfterMs: 10_000 })
    // Whoever is done hands the place over.
    if (this.#busy) await new Promise<void>((begin) => this.#waiting.add(network, begin))
    this.#busy = true
    try {
      return await work()
    } finally {
      giveBack()
      const next = this.#waiting.next()
      if (next === undefined) this.#busy = false
      else next()
    }
  }
}
