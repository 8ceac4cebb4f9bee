import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import type { NotificationParams } from '../../../protocol/wire/notifications.ts'
import { SignalingClient } from '../connection/SignalingClient.ts'

const HELLO_WITHIN_MS = 8000
const quiet = () => undefined

/** A session with a host that is in no room and asks for nothing but checks. */
export class CheckConnection {
  /** How long the host took from the first packet to its greeting, and what it said. */
  readonly hello: NotificationParams<'host.hello'>
  readonly #signaling: SignalingClient

  private constructor(signaling: SignalingClient, hello: NotificationParams<'host.hello'>) {
    this.#signaling = signaling
    this.hello = hello
  }

  /** Connects. @throws Error where the host does not answer within some seconds, or when stopped. */
  static async open(base: string, signal: AbortSignal): Promise<CheckConnection> {
    const greeted = Promise.withResolvers<NotificationParams<'host.hello'>>()
    const fail = () => greeted.reject(new Error('The host does not answer.'))
    const signaling = new SignalingClient(base, {
      'host.hello': greeted.resolve,
      ended: fail,
      otherVersion: fail,
      'host.keeping': quiet,
      'host.power': quiet,
      'host.capacity': quiet,
      'media.narrow': quiet,
      'media.codecs': quiet,
      'media.repair': quiet,
      'host.media': quiet,
      'room.events': quiet,
      'media.consumers': quiet,
      'media.standby': quiet,
      'media.lost': quiet,
      'media.demand': quiet,
      'media.speakers': quiet,
      'media.iceServers': quiet,
      'direct.signal': quiet,
      'lobby.answered': quiet,
      link: quiet,
      fresh: quiet,
      forgotten: quiet,
    })
    const timer = setTimeout(fail, HELLO_WITHIN_MS)
    signal.addEventListener('abort', fail, { once: true })
    try {
      return new CheckConnection(signaling, await greeted.promise)
    } catch (error) {
      signaling.close(closeCodes.left)
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', fail)
    }
  }

  get request(): SignalingClient['request'] {
    return (name, params) => this.#signaling.request(name, params)
  }

  close(): void {
    this.#signaling.close(closeCodes.left)
  }
}
