import { createHmac, randomBytes } from 'node:crypto'
import type { IceServer } from '../../../../protocol/hostProcess/outsideAccess.ts'
import { TURN_VALID_MS } from '../../../outside/turnCredential.ts'
import type { SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import { networkKey } from '../../../network/networkKey.ts'
import type { Seat } from '../../../rooms/Seat.ts'

export interface TurnHandlersOptions {
  readonly client: SignalingChannel
  /** Where our client sits; null outside of a room. */
  readonly place: () => Seat | null
  /** All ICE servers, for a client that is known to them by that name. */
  readonly iceServersFor: (name: string) => IceServer[]
}

/** Early enough for a client that is away just then to come back and ask. */
const AGAIN_MS = TURN_VALID_MS * 0.75

/** Known to this process alone: by a name, nobody finds out who it belongs to. */
const NAMING = randomBytes(32)

/**
 * Tells one client with what it gets into TURN servers: once it is in a room, and again before that runs out. To these servers
 * a person in a network has one name, so that what they allow each one is not had twice.
 */
export class TurnHandlers {
  readonly #options: TurnHandlersOptions
  #told = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: TurnHandlersOptions) {
    this.#options = options
  }

  /** Tells what holds now, to somebody in a room; who never had any is not told that there are none. */
  tell(): void {
    clearTimeout(this.#timer)
    const place = this.#options.place()
    if (place === null) return
    const { client, iceServersFor } = this.#options
    const person = JSON.stringify([networkKey(client.remoteAddress), place.peer])
    const name = createHmac('sha256', NAMING).update(person).digest('base64url').slice(0, 16)
    const iceServers = iceServersFor(name)
    const some = iceServers.some(({ credential }) => credential !== undefined)
    if (!some && !this.#told) return
    this.#told = some
    client.notify('media.iceServers', { iceServers })
    if (some) this.#timer = setTimeout(() => this.tell(), AGAIN_MS).unref()
  }

  /** The client is in no room any more. */
  end(): void {
    clearTimeout(this.#timer)
    this.#told = false
  }
}
