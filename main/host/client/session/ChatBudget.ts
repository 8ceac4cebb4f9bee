import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import { limits } from '../../../../protocol/limits.ts'
import { Budget } from '../../../throttling/Budget.ts'

/** Who says something, and where. */
export interface Speaker {
  /** Of the session. */
  readonly session: string
  /** Null for this computer, behind which a proxy may stand for anybody. */
  readonly network: string | null
  readonly room: string
}

/**
 * How much may be said. Each line goes to everybody in the room, so that what counts is its length: of one person, of one
 * network, and in one room from all networks together.
 */
export class ChatBudget {
  readonly #person = new Budget({ burst: limits.chatPersonBurst, perSecond: limits.chatPersonPerSecond })
  readonly #network = new Budget({ burst: limits.chatAddressBurst, perSecond: limits.chatAddressPerSecond })
  readonly #room = new Budget({ burst: limits.chatRoomBurst, perSecond: limits.chatRoomPerSecond })

  /** @param length in UTF-16 units. @throws ProtocolError `rate_limited` with `retryAfterMs`. */
  spend({ session, network, room }: Speaker, length: number): void {
    const budgets = [
      [this.#person, session],
      ...(network === null
        ? []
        : ([
            [this.#network, network],
            [this.#room, room],
          ] as const)),
    ] as const
    const retryAfterMs = Math.max(...budgets.map(([budget, key]) => budget.wait(key, length)))
    if (retryAfterMs > 0) throw new ProtocolError('rate_limited', undefined, { retryAfterMs })
    for (const [budget, key] of budgets) budget.spend(key, length)
  }
}
