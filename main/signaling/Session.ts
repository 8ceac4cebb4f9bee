import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
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
import type {
  NotificationContent,
  NotificationName,
  NotificationParams,
} from '../../protocol/notifications.ts'
import { isMethod, type MethodName, type MethodParams, methods } from '../../room/methods.ts'
import { Answers } from './Answers.ts'
import type { Attendant, Client } from './Attendant.ts'
import type { Link, LinkOwner } from './Link.ts'
import { Outbox } from './Outbox.ts'
import { RateLimiter } from './RateLimiter.ts'
import { readRequest } from './readRequest.ts'
import type { ResumeBook } from './ResumeBook.ts'

/** Where a session reports what only an operator should see. Never a text, name or address. */
export interface SessionLog {
  error(
    details: {
      readonly session: string
      readonly request: RequestId
      readonly method: string
      readonly error: unknown
    },
    text: string,
  ): void
}

/** For methods that do not exist: enough for a newer client that tries something, too little to keep us busy. */
const UNKNOWN_RATE = { burst: 20, perSecond: 1 }

/** Closing with one of these is a goodbye; anything else is a connection that broke. */
const GOODBYES: ReadonlySet<number> = new Set([closeCodes.left, closeCodes.goingAway, 1005])

/**
 * One client's session: the gate through which each of its frames passes, and the way back. It goes on over
 * another connection where one breaks. Whatever goes wrong here ends at most this one session.
 */
export class Session implements Client, LinkOwner {
  readonly id = randomBytes(9).toString('base64url')
  readonly remoteAddress: string
  readonly origin: string | null
  readonly #book: ResumeBook<Session>
  readonly #log: SessionLog
  readonly #rates = new RateLimiter()
  readonly #outbox = new Outbox()
  readonly #answers = new Answers()
  #link: Link | null
  #attendant: Attendant | null = null
  #token: string | null = null
  #window: NodeJS.Timeout | undefined
  #over = false
  #active = false
  #pending = 0
  #badFrames = 0

  constructor(link: Link, book: ResumeBook<Session>, log: SessionLog) {
    this.#link = link
    this.#book = book
    this.#log = log
    this.remoteAddress = link.remoteAddress
    this.origin = link.origin
  }

  /** Begins to serve. Called once, when everything that serves this client is in place. */
  serve(attendant: Attendant): void {
    this.#attendant = attendant
    this.#link?.own(this)
  }

  /** Whether this client has ever asked for something that was granted. */
  get active(): boolean {
    return this.#active
  }

  greet(hello: NotificationParams<'host.hello'>): void {
    this.#send(notificationFrame('host.hello', hello))
  }

  notify<N extends Exclude<NotificationName, 'host.hello'>>(name: N, content: NotificationContent<N>): void {
    this.#send(this.#outbox.add(name, content))
  }

  makeResumable(): string {
    this.endResumable()
    this.#token = this.#book.issue(this)
    return this.#token
  }

  endResumable(): void {
    if (this.#token !== null) this.#book.forget(this.#token)
    this.#token = null
  }

  close(code: number, reason: string): void {
    this.endResumable()
    if (this.#link === null) this.#end()
    else this.#link.close(code, reason)
  }

  received(text: string | null): void {
    const read = readRequest(text ?? '')
    if (read.ok) {
      void this.#answer(read.request)
      return
    }
    this.#send(failureFrame(read.id, read.code, read.message))
    this.#badFrames += 1
    if (this.#badFrames >= limits.badFrames) this.close(closeCodes.badFrames, 'Too many broken frames.')
  }

  unlinked(code: number): void {
    this.#link = null
    if (this.#token === null || GOODBYES.has(code)) return this.#end()
    this.#window = setTimeout(() => this.#end(), limits.resumeWindowMs)
    this.#attendant?.lost(code === closeCodes.dead ? 'silent' : 'cut')
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#window)
    this.endResumable()
    this.#attendant?.gone()
  }

  #send(frame: string): void {
    this.#link?.send(frame)
  }

  /** Every request gets exactly one answer, whatever happens; one that is asked again gets the same. */
  async #answer({ id, method, params }: RequestFrame): Promise<void> {
    if (this.#answers.begun(id)) {
      const answer = this.#answers.again(id)
      if (answer !== undefined) this.#send(answer)
      return
    }
    if (this.#pending >= limits.pendingRequests) {
      return this.#send(refusal(id, new ProtocolError('too_many_pending')))
    }
    this.#pending += 1
    this.#answers.begin(id)
    try {
      const result = await this.#dispatch(method, params, id)
      // A resumed session has answered for itself.
      if (result === null) return
      this.#active = true
      this.#finish(id, successFrame(id, result))
    } catch (error) {
      if (!(error instanceof ProtocolError))
        this.#log.error({ session: this.id, request: id, method, error }, 'request failed')
      this.#finish(id, refusal(id, error instanceof ProtocolError ? error : new ProtocolError('internal')))
    } finally {
      this.#pending -= 1
    }
  }

  #finish(id: RequestId, frame: string): void {
    const asked = this.#answers.finish(id, frame)
    for (let count = 0; count < asked; count += 1) this.#send(frame)
  }

  /** The gate: does the method exist, is it time for it, is it too often, is it allowed, is it well-formed. */
  #dispatch(name: string, raw: Record<string, unknown>, id: RequestId): Promise<object | null> | object {
    const attendant = this.#attendant
    const known = attendant !== null && isMethod(name)
    const retryAfterMs = this.#rates.take(known ? name : '', known ? methods[name].rate : UNKNOWN_RATE)
    if (retryAfterMs > 0) throw new ProtocolError('rate_limited', undefined, { retryAfterMs })
    if (!known) throw new ProtocolError('unknown_method')
    const method = methods[name]
    if (method.when === 'joined' && !attendant.joined) throw new ProtocolError('not_joined')
    if (method.right !== null && !attendant.mayUse(method.right)) throw new ProtocolError('forbidden')
    if (name === 'session.resume') return this.#handOver(readParams(name, raw), id)
    return attendant.call(name, readParams(name, raw))
  }

  /** Gives our connection to the session that it was meant for, and ends. */
  async #handOver({ token, seq }: MethodParams<'session.resume'>, id: RequestId): Promise<null> {
    const earlier = this.#book.find(token)
    const link = this.#link
    if (earlier === undefined || earlier === this || link === null) throw new ProtocolError('session_lost')
    if (this.#token !== null) throw new ProtocolError('already_joined')
    this.#link = null
    this.#active = true
    await earlier.#continueOn(link, seq, id)
    this.#end()
    return null
  }

  async #continueOn(link: Link, seq: number, id: RequestId): Promise<void> {
    clearTimeout(this.#window)
    const before = this.#link
    before?.own(null)
    before?.close(closeCodes.replaced, 'The session goes on over a newer connection.')
    const missed = this.#outbox.since(seq)
    if (missed !== null) {
      this.#link = link
      link.own(this)
      link.send(successFrame(id, { fresh: null }))
      for (const frame of missed) link.send(frame)
    } else {
      await this.#attendant?.refresh((fresh) => {
        this.#link = link
        link.own(this)
        link.send(successFrame(id, { fresh: { seq: this.#outbox.seq, ...fresh } }))
      })
    }
    this.#attendant?.returned()
  }
}

function refusal(id: RequestId, { code, message, details }: ProtocolError): string {
  return failureFrame(id, code, message, details)
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
    { path: issue?.path.join('.') ?? '' },
  )
}
