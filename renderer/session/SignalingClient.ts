import { closeCodes } from '../../protocol/close.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { hostFrameSchema, type RequestId, requestFrame } from '../../protocol/frames.ts'
import {
  type NotificationName,
  type NotificationParams,
  notifications,
} from '../../protocol/notifications.ts'
import { SUBPROTOCOL } from '../../protocol/version.ts'
import { type MethodInput, type MethodName, type MethodResult, methods } from '../../room/methods.ts'
import { Backoff } from './Backoff.ts'
import type { LinkState } from './meetingState.ts'

export type SignalingListeners = {
  readonly [N in NotificationName]: (params: NotificationParams<N>) => void
} & {
  /** The connection broke, or is back. */
  readonly link: (state: LinkState) => void
  /** Back, after too much was missed: the room anew. */
  readonly fresh: (fresh: NonNullable<MethodResult<'session.resume'>['fresh']>) => void
  /** Back, but the host no longer knows the session: whoever wants to go on joins anew on this connection. */
  readonly forgotten: () => void
  /** The end, with the WebSocket's close code; 1006 where nothing was said. */
  readonly ended: (code: number) => void
}

interface Waiting {
  readonly frame: string
  readonly resolve: (result: Record<string, unknown>) => void
  readonly reject: (error: Error) => void
}

/** After these there is nothing to come back to. */
const FINAL: ReadonlySet<number> = new Set([
  closeCodes.left,
  closeCodes.removed,
  closeCodes.hostStopped,
  closeCodes.badFrames,
  closeCodes.replaced,
])
const OPEN_TIMEOUT_MS = 5000

/**
 * A session with a host: requests that get their answers, and the host's news. Once it is resumable, it outlives
 * its connection: it connects again, says what it missed, and asks again what was not answered.
 */
export class SignalingClient {
  readonly #url: string
  readonly #listeners: SignalingListeners
  readonly #backoff = new Backoff()
  readonly #waiting = new Map<RequestId, Waiting>()
  #socket: WebSocket
  #token: string | null = null
  /** The number of the newest news. */
  #seq = 0
  #nextId = 1
  /** Whether requests go out now; they wait while a broken session is being resumed. */
  #up = true
  #retry: ReturnType<typeof setTimeout> | undefined
  #over = false
  readonly #hurry = () => this.retryNow()

  /** Begins to connect. @param base of the host, ending in a slash. */
  constructor(base: string, listeners: SignalingListeners) {
    this.#url = signalUrl(base)
    this.#listeners = listeners
    this.#socket = this.#open()
  }

  /** From now on a connection that breaks is followed by another. */
  makeResumable(token: string): void {
    this.#token = token
    globalThis.addEventListener('online', this.#hurry)
    document.addEventListener('visibilitychange', this.#hurry)
    globalThis.addEventListener('focus', this.#hurry)
  }

  /**
   * Asks the host. While the connection is broken the request waits for the next one.
   *
   * @throws ProtocolError when the host refuses; Error when the session is over.
   */
  async request<N extends MethodName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>> {
    if (this.#over || (this.#token === null && this.#socket.readyState !== WebSocket.OPEN)) {
      throw new Error('The connection is closed.')
    }
    const answer = this.#ask(name, params, this.#up)
    // The table's schema for this very method reads the answer; TypeScript loses the link between the two.
    return methods[name].result.parse(await answer) as MethodResult<N>
  }

  /** Tries to connect at once, where a later try was planned. */
  retryNow(): void {
    if (this.#retry === undefined) return
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#listeners.link({ kind: 'down', retryAt: null })
    this.#socket = this.#open()
  }

  /** Ends the session. @param code 1000, or one of protocol/close.ts. */
  close(code: number): void {
    this.#socket.close(code)
    this.#end(code)
  }

  #open(): WebSocket {
    const socket = new WebSocket(this.#url, SUBPROTOCOL)
    const timer = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS)
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      clearTimeout(timer)
      if (socket === this.#socket) this.#receive(data)
    }
    socket.onclose = ({ code }) => {
      clearTimeout(timer)
      if (socket === this.#socket) this.#closed(code)
    }
    return socket
  }

  #closed(code: number): void {
    if (this.#over) return
    if (this.#token === null || FINAL.has(code)) return this.#end(code)
    this.#up = false
    const delayMs = this.#backoff.next()
    this.#retry = setTimeout(() => this.retryNow(), delayMs)
    this.#listeners.link({ kind: 'down', retryAt: Date.now() + delayMs })
  }

  #end(code: number): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#retry)
    globalThis.removeEventListener('online', this.#hurry)
    document.removeEventListener('visibilitychange', this.#hurry)
    globalThis.removeEventListener('focus', this.#hurry)
    for (const { reject } of this.#waiting.values()) reject(new Error('The connection is closed.'))
    this.#waiting.clear()
    this.#listeners.ended(code)
  }

  #ask(name: MethodName, params: object, send: boolean): Promise<Record<string, unknown>> {
    const id = this.#nextId++
    const frame = requestFrame(id, name, params)
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      this.#waiting.set(id, { frame, resolve, reject })
    })
    if (send) this.#socket.send(frame)
    return answer
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string') return
    const frame = hostFrameSchema.parse(JSON.parse(data))
    if ('method' in frame) return this.#notify(frame.method, frame.params)
    if (frame.id === null) return
    const waiting = this.#waiting.get(frame.id)
    this.#waiting.delete(frame.id)
    if ('result' in frame) waiting?.resolve(frame.result)
    else waiting?.reject(new ProtocolError(frame.error.data.code, frame.error.message, frame.error.data))
  }

  /** News that this client does not know comes from a newer host, and is left aside. */
  #notify(method: string, params: Record<string, unknown>): void {
    if (!isNotification(method)) return
    if (method === 'host.hello' && this.#token !== null) {
      void this.#resume(this.#token)
      return
    }
    const { seq } = params
    if (typeof seq === 'number') this.#seq = seq
    const listener = this.#listeners[method] as (params: unknown) => void
    listener(notifications[method].parse(params))
  }

  /** The first thing on a new connection. What waited for an answer is asked again, in the old order. */
  async #resume(token: string): Promise<void> {
    const asked = [...this.#waiting.values()]
    try {
      const answer = await this.#ask('session.resume', { token, seq: this.#seq }, true)
      const { fresh } = methods['session.resume'].result.parse(answer)
      if (fresh !== null) {
        this.#seq = fresh.seq
        this.#listeners.fresh(fresh)
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) return
      this.#token = null
      this.#seq = 0
      for (const { reject } of asked) reject(error)
      this.#up = true
      this.#listeners.forgotten()
      return
    }
    const since = [...this.#waiting.values()]
    for (const { frame } of since) this.#socket.send(frame)
    this.#up = true
    this.#backoff.reset()
    this.#listeners.link({ kind: 'up' })
  }
}

function isNotification(name: string): name is NotificationName {
  return Object.hasOwn(notifications, name)
}

function signalUrl(base: string): string {
  const url = new URL('signal', base)
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:'
  return url.href
}
