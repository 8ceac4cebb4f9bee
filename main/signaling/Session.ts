import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { RawData, WebSocket } from 'ws'
import { closeCodes } from '../../protocol/close.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import {
  failureFrame,
  notificationFrame,
  type RequestFrame,
  type RequestId,
  successFrame,
} from '../../protocol/frames.ts'
import { limits } from '../../protocol/limits.ts'
import type { NotificationName, NotificationParams } from '../../protocol/notifications.ts'
import { isMethod, type MethodName, type MethodParams, methods } from '../../room/methods.ts'
import type { Attendant, Client } from './Attendant.ts'
import { RateLimiter } from './RateLimiter.ts'
import { readRequest } from './readRequest.ts'

/** Where a session reports what only an operator should see. Never a text, name or address. */
export interface SessionLog {
  error(
    details: { readonly session: string; readonly method: string; readonly error: unknown },
    text: string,
  ): void
}

/**
 * One client's connection: the gate through which each of its frames passes, and the way back. Whatever goes
 * wrong here ends at most this one session.
 */
export class Session implements Client {
  readonly id = randomBytes(9).toString('base64url')
  readonly remoteAddress: string
  readonly origin: string | null
  readonly #socket: WebSocket
  readonly #log: SessionLog
  readonly #rates = new RateLimiter()
  #attendant: Attendant | null = null
  #active = false
  #pending = 0
  #badFrames = 0

  constructor(socket: WebSocket, from: { address: string; origin: string | null }, log: SessionLog) {
    this.#socket = socket
    this.remoteAddress = from.address
    this.origin = from.origin
    this.#log = log
  }

  /** Begins to serve. Called once, when everything that serves this client is in place. */
  serve(attendant: Attendant): void {
    this.#attendant = attendant
    this.#socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    this.#socket.on('close', () => attendant.gone())
  }

  /** Whether this client has ever asked for something that was granted. */
  get active(): boolean {
    return this.#active
  }

  notify<N extends NotificationName>(name: N, params: NotificationParams<N>): void {
    this.#send(notificationFrame(name, params))
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  #send(frame: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // ws would queue without bound for a client that has stopped reading.
    if (this.#socket.bufferedAmount + frame.length > limits.socketQueueBytes) {
      this.close(closeCodes.tooSlow, 'The connection is too slow to follow the meeting.')
      this.#socket.terminate()
      return
    }
    this.#socket.send(frame)
  }

  #receive(data: RawData, isBinary: boolean): void {
    const read = isBinary ? readRequest('') : readRequest(data.toString())
    if (read.ok) {
      void this.#answer(read.request)
      return
    }
    this.#send(failureFrame(read.id, read.code, read.message))
    this.#badFrames += 1
    if (this.#badFrames >= limits.badFrames) this.close(closeCodes.badFrames, 'Too many broken frames.')
  }

  /** Every request gets exactly one answer, whatever happens. */
  async #answer({ id, method, params }: RequestFrame): Promise<void> {
    if (this.#pending >= limits.pendingRequests)
      return this.#refuse(id, new ProtocolError('too_many_pending'))
    this.#pending += 1
    try {
      const result = await this.#dispatch(method, params)
      this.#active = true
      this.#send(successFrame(id, result))
    } catch (error) {
      if (!(error instanceof ProtocolError))
        this.#log.error({ session: this.id, method, error }, 'request failed')
      this.#refuse(id, error instanceof ProtocolError ? error : new ProtocolError('internal'))
    } finally {
      this.#pending -= 1
    }
  }

  #refuse(id: RequestId, { code, message, details }: ProtocolError): void {
    this.#send(failureFrame(id, code, message, details))
  }

  /** The gate: does the method exist, is it time for it, is it too often, is it allowed, is it well-formed. */
  #dispatch(name: string, raw: Record<string, unknown>): Promise<object> | object {
    const attendant = this.#attendant
    if (attendant === null || !isMethod(name)) throw new ProtocolError('unknown_method')
    const method = methods[name]
    const retryAfterMs = this.#rates.take(name, method.rate)
    if (retryAfterMs > 0) throw new ProtocolError('rate_limited', undefined, { retryAfterMs })
    if (method.when === 'joined' && !attendant.joined) throw new ProtocolError('not_joined')
    if (method.right !== null && !attendant.mayUse(method.right)) throw new ProtocolError('forbidden')
    return attendant.call(name, readParams(name, raw))
  }
}

/** @throws ProtocolError `bad_params` with the first thing that does not fit. */
function readParams<N extends MethodName>(name: N, raw: Record<string, unknown>): MethodParams<N> {
  const schema: z.ZodType = methods[name].params
  const parsed = schema.safeParse(raw)
  // The table's schema for this very method has read it; only the link between name and schema is lost on the way.
  if (parsed.success) return parsed.data as MethodParams<N>
  const [issue] = parsed.error.issues
  throw new ProtocolError(
    'bad_params',
    issue?.code === 'custom' || issue?.code === 'too_big' ? issue.message : undefined,
    {
      path: issue?.path.join('.') ?? '',
    },
  )
}
