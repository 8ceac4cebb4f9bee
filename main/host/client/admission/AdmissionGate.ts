import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { RoomName } from '../../../../protocol/names.ts'
import { PasswordVerifier } from '../../../auth/PasswordVerifier.ts'
import { PasswordThrottle } from '../../../auth/PasswordThrottle.ts'
import { networkKey } from '../../../network/networkKey.ts'
import { PacedBuckets } from '../../../throttling/PacedBuckets.ts'
import { SlotQuota } from '../../../throttling/SlotQuota.ts'

/** What stands at the doors of all rooms of a host: passwords, and how often somebody may try or knock. */
export class AdmissionGate {
  readonly passwords = new PasswordVerifier()
  readonly #byAddress = new PasswordThrottle({
    free: limits.passwordTries,
    waitMs: limits.passwordWaitMs,
    longestWaitMs: limits.passwordLongestWaitMs,
    forgetMs: limits.passwordForgetMs,
  })
  readonly #byNetwork = new PasswordThrottle({
    free: limits.passwordNetworkTries,
    waitMs: limits.passwordWaitMs,
    longestWaitMs: limits.passwordWaitMs,
    forgetMs: limits.passwordForgetMs,
  })
  readonly #places = new SlotQuota(limits.guestsPerHost, limits.guestsPerAddress)
  readonly #knocks = new PacedBuckets({ burst: limits.knockBurst, perSecond: limits.knocksPerSecond })
  readonly #onGuessing: (room: RoomName) => void

  /** @param onGuessing called when an address has to wait for its wrong passwords. */
  constructor(onGuessing: (room: RoomName) => void) {
    this.#onGuessing = onGuessing
  }

  /**
   * Compares a password with a room's.
   *
   * @param address of the one who tries: each has to wait for its own mistakes.
   * @throws ProtocolError `password_needed`, `wrong_password`, `too_many_tries` with `retryAfterMs`.
   */
  async compare(room: RoomName, address: string, password: string | undefined, hash: string): Promise<void> {
    if (password === undefined) throw new ProtocolError('password_needed')
    const key = `${room}\n${address}`
    const from = networkKey(address)
    const network = `${room}\n${from}`
    const retryAfterMs = Math.max(this.#byAddress.wait(key), this.#byNetwork.wait(network))
    if (retryAfterMs > 0) throw new ProtocolError('too_many_tries', undefined, { retryAfterMs })
    this.#byAddress.count(key)
    const takeBack = this.#byNetwork.count(network)
    if (!(await this.passwords.isRight(password, hash, from))) {
      if (this.#byAddress.wait(key) > 0) this.#onGuessing(room)
      throw new ProtocolError('wrong_password')
    }
    this.#byAddress.forgive(key)
    takeBack()
  }

  /**
   * Takes a place among those who wait.
   *
   * @returns what gives it back, to be called once.
   * @throws ProtocolError `rate_limited` with `retryAfterMs`; `lobby_full`.
   */
  takePlace(address: string): () => void {
    const network = networkKey(address)
    const retryAfterMs = this.#knocks.take(network)
    if (retryAfterMs > 0) throw new ProtocolError('rate_limited', undefined, { retryAfterMs })
    const giveBack = this.#places.take(network)
    if (giveBack === null) throw new ProtocolError('lobby_full')
    return giveBack
  }
}
