import type { Stop } from '../../../protocol/hostProcess/shutdown.ts'
import { isPing, isStopOrder, pong, type Running, SUPERVISED } from './supervisorMessages.ts'

/** A supervised host's end of the channel to its supervisor. */
export class SupervisorChannel {
  /** The port that the host had before it died; null for its first life. */
  readonly port: number | null

  private constructor(port: number | null) {
    this.port = port
  }

  /** @returns null for a host that nobody supervises. */
  static find(): SupervisorChannel | null {
    const mark = process.env[SUPERVISED]
    // What the host starts itself, such as media workers, is not what the supervisor watches.
    delete process.env[SUPERVISED]
    if (mark === undefined || process.send === undefined) return null
    return new SupervisorChannel(mark === '' ? null : Number(mark))
  }

  /** The host answers; from now on the supervisor expects signs of life. */
  running(state: Omit<Running, 'type'>): void {
    this.#send({ type: 'running', ...state })
    process.on('message', (data) => {
      if (isPing(data)) this.#send(pong)
    })
  }

  /** Calls when the supervisor wants the host to stop, and when it is gone: nobody would end the host then. */
  onStop(listener: (how: Stop) => void): void {
    process.on('message', (data) => {
      if (isStopOrder(data)) listener(data.how)
    })
    process.on('disconnect', () => listener('restarting'))
  }

  #send(message: Running | typeof pong): void {
    // A supervisor that is gone is no error here: `onStop` tells of it.
    process.send?.(message, undefined, undefined, () => undefined)
  }
}
