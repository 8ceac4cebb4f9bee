import { ProtocolError } from '../../protocol/errors.ts'
import { hostFrameSchema, type RequestId, requestFrame } from '../../protocol/frames.ts'
import {
  type NotificationName,
  type NotificationParams,
  notifications,
} from '../../protocol/notifications.ts'
import { SUBPROTOCOL } from '../../protocol/version.ts'
import { type MethodInput, type MethodName, type MethodResult, methods } from '../../room/methods.ts'

type Listeners = { [N in NotificationName]?: (params: NotificationParams<N>) => void }

interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void
  readonly reject: (error: Error) => void
}

/** A host's WebSocket: requests that get their answers, and the host's news. It knows nothing of rooms. */
export class SignalingClient {
  readonly #socket: WebSocket
  readonly #listeners: Listeners
  readonly #waiting = new Map<RequestId, Waiting>()
  #nextId = 1

  /**
   * Begins to connect.
   *
   * @param base of the host, ending in a slash.
   * @param onClosed called once with the WebSocket's close code; 1006 where nothing was said.
   */
  constructor(base: string, listeners: Listeners, onClosed: (code: number) => void) {
    this.#listeners = listeners
    this.#socket = new WebSocket(signalUrl(base), SUBPROTOCOL)
    this.#socket.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data)
    this.#socket.onclose = ({ code }) => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The connection is closed.'))
      this.#waiting.clear()
      onClosed(code)
    }
  }

  /** @throws ProtocolError when the host refuses; Error when the connection is or goes down. */
  async request<N extends MethodName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error('The connection is closed.')
    const id = this.#nextId++
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
    })
    this.#socket.send(requestFrame(id, name, params))
    // The table's schema for this very method reads the answer; TypeScript loses the link between the two.
    return methods[name].result.parse(await answer) as MethodResult<N>
  }

  /** @param code 1000, or one of protocol/close.ts. */
  close(code: number): void {
    this.#socket.close(code)
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
    const listener = this.#listeners[method] as ((params: unknown) => void) | undefined
    listener?.(notifications[method].parse(params))
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
