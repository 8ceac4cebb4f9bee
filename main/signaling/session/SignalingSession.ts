import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import {
  failureFrame,
  notificationFrame,
  type RequestFrame,
  type RequestId,
  successFrame,
} from '../../../protocol/wire/frames.ts'
import { limits } from '../../../protocol/limits.ts'
import type {
  NotificationContent,
  NotificationName,
  NotificationParams,
} from '../../../protocol/wire/notifications.ts'
import { isMethod, type MethodName, type MethodParams, methods } from '../../../room/methods.ts'
import { ResponseCache } from './ResponseCache.ts'
import type { SignalingHandler, SignalingChannel } from './SignalingHandler.ts'
import { EventBatch } from './EventBatch.ts'
import { shutdown, type Stop } from '../../../protocol/hostProcess/shutdown.ts'
import type { Connection, ConnectionOwner } from '../connection/Connection.ts'
import { networkKey } from '../../network/networkKey.ts'
import { ReplayBuffer } from './ReplayBuffer.ts'
import { RateLimiter } from '../../throttling/RateLimiter.ts'
import { parseRequest } from '../frames/parseRequest.ts'
import { safeParse } from '../frames/safeParse.ts'
import { refuseFull } from '../connection/refuseFull.ts'
import type { ResumeTokens, ResumeToken } from './ResumeTokens.ts'

/** Where a session reports what only an operator should see. Never a text, name or address. */
export interface SignalingSessionLog {
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

/** What is known of a session whose client has not come back yet. */
export interface ExpectedSession {
  readonly digest: string
  /** What was answered to its newest requests. */
  readonly answers: readonly {
    readonly request: RequestId
    readonly result: Readonly<Record<string, unknown>>
  }[]
}

/** For methods that do not exist: enough for a newer client that tries something, too little to keep us busy. */
const UNKNOWN_RATE = { burst: 20, perSecond: 1 }

/** Closing with one of these is a goodbye; anything else is a page that has gone, or a connection that broke. */
const GOODBYES: ReadonlySet<number> = new Set([closeCodes.left, 1005])
/** What a page says that is closed or loaded anew. */
const PAGE_GONE: ReadonlySet<number> = new Set([closeCodes.goingAway, closeCodes.pageGone])

/**
 * One client's session: the gate through which each of its frames passes, and the way back. It goes on over
 * another connection where one breaks. Whatever goes wrong here ends at most this one session.
 */
export class SignalingSession implements SignalingChannel, ConnectionOwner {
  readonly id = randomBytes(9).toString('base64url')
  readonly #book: ResumeTokens<SignalingSession>
  readonly #log: SignalingSessionLog
  readonly #rates = new RateLimiter()
  readonly #outbox: ReplayBuffer
  readonly #events = new EventBatch((events) => this.#send(this.#outbox.addEvents(events)))
  readonly #answers = new ResponseCache()
  #link: Connection | null
  #from: Pick<Connection, 'remoteAddress' | 'origin' | 'local' | 'cameBy'> = {
    remoteAddress: '',
    origin: null,
    local: false,
    cameBy: null,
  }
  #attendant: SignalingHandler | null = null
  /** The digest of the token by which the client may come back. */
  #token: string | null = null
  #window: NodeJS.Timeout | undefined
  #over = false
  #active = false
  #pending = 0
  /** The newest try of our client to come back. */
  #attempt = 0
  #badFrames = 0

  private constructor(
    link: Connection | null,
    outbox: ReplayBuffer,
    book: ResumeTokens<SignalingSession>,
    log: SignalingSessionLog,
  ) {
    this.#link = link
    this.#from = link ?? this.#from
    this.#outbox = outbox
    this.#book = book
    this.#log = log
  }

  static onLink(
    link: Connection,
    book: ResumeTokens<SignalingSession>,
    log: SignalingSessionLog,
  ): SignalingSession {
    return new SignalingSession(link, new ReplayBuffer(), book, log)
  }

  /** A session of this host's earlier process, for as long as its client may take to come back. */
  static expected(
    { digest, answers }: ExpectedSession,
    book: ResumeTokens<SignalingSession>,
    log: SignalingSessionLog,
  ): SignalingSession {
    // News is numbered from the clock, so that no number of the earlier process is taken for one of this.
    const session = new SignalingSession(null, new ReplayBuffer(Date.now()), book, log)
    session.#token = digest
    book.expect(digest, session)
    for (const { request, result } of answers) session.#answers.finish(request, successFrame(request, result))
    session.#wait()
    return session
  }

  get remoteAddress(): string {
    return this.#from.remoteAddress
  }

  get origin(): string | null {
    return this.#from.origin
  }

  get local(): boolean {
    return this.#from.local
  }

  get cameBy(): string | null {
    return this.#from.cameBy
  }

  /** Begins to serve. Called once, when everything that serves this client is in place. */
  serve(attendant: SignalingHandler): void {
    this.#attendant = attendant
    this.#link?.own(this)
  }

  get seated(): boolean {
    return this.#token !== null
  }

  /** Whether nothing was granted since this was last asked, to a client that has no seat. */
  takeIdle(): boolean {
    const idle = !this.#active && this.#token === null && !this.#over
    this.#active = false
    return idle
  }

  greet(hello: NotificationParams<'host.hello'>): void {
    this.#send(notificationFrame('host.hello', hello))
  }

  notify<N extends Exclude<NotificationName, 'host.hello' | 'room.events'>>(
    name: N,
    content: NotificationContent<N>,
  ): void {
    this.#events.flush()
    this.#send(this.#outbox.add(name, content))
  }

  tell(events: Parameters<SignalingChannel['tell']>[0]): void {
    this.#events.add(events)
  }

  makeResumable(): ResumeToken {
    this.endResumable()
    const issued = this.#book.issue(this)
    this.#token = issued.digest
    this.#locate()
    return issued
  }

  async findLeft(token: string): Promise<SignalingSession | null> {
    const earlier = this.#book.find(token)
    if (earlier === undefined || earlier === this) return null
    const link = earlier.#link
    const answered = link !== null && (await link.answers())
    // A newer connection may have come meanwhile.
    return answered || earlier.#over || earlier.#link !== link ? null : earlier
  }

  endResumable(): void {
    if (this.#token !== null) this.#book.forget(this.#token)
    this.#token = null
  }

  close(code: number, reason: string): void {
    this.#events.flush()
    this.endResumable()
    this.#link?.close(code, reason)
    // Not only when the client answers: what it has asked for meanwhile would seat it again.
    this.#end()
  }

  /** Tells the client that the host stops. One that may come back is not taken out of its room. */
  hostStops(stop: Stop): void {
    const { code, reason, retryAfterMs } = shutdown[stop]
    this.notify('host.stopping', { reason, retryAfterMs })
    if (stop === 'restarting') this.#abandon()
    this.#link?.close(code, reason)
  }

  received(text: string | null): void {
    const read = parseRequest(text ?? '')
    if (read.ok) {
      void this.#answer(read.request)
      return
    }
    this.#send(failureFrame(read.id, read.code, read.message))
    this.#badFrames += 1
    if (this.#badFrames >= limits.badFrames) this.close(closeCodes.badFrames, 'Too many broken frames.')
  }

  probe(): void {
    if (this.#token !== null) this.#link?.probe()
  }

  silent(): void {
    if (this.#token !== null) this.#attendant?.lost('silent')
  }

  heard(): void {
    if (this.#token !== null) this.#attendant?.returned()
  }

  unlinked(code: number): void {
    this.#link = null
    this.#events.flush()
    if (this.#token === null || GOODBYES.has(code)) return this.#end()
    this.#wait()
    if (PAGE_GONE.has(code)) this.#attendant?.steppedOut()
    else this.#attendant?.lost(code === closeCodes.dead ? 'silent' : 'cut')
  }

  #wait(): void {
    this.#window = setTimeout(() => this.#end(), limits.resumeWindowMs)
    for (const longest of this.#book.waiting.add(this, this.#network)) longest.#end()
  }

  /** Null for a client that this process has not seen yet. */
  get #network(): string | null {
    const { remoteAddress } = this
    return remoteAddress === '' ? null : networkKey(remoteAddress)
  }

  #locate(): void {
    const network = this.#network
    if (this.#token !== null && network !== null) this.#book.locate(this.#token, network)
  }

  #waitNoMore(): void {
    clearTimeout(this.#window)
    this.#book.waiting.remove(this)
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    this.#waitNoMore()
    this.endResumable()
    this.#attendant?.gone()
  }

  /** Nothing that happens to the connection from now on changes anything in the room. */
  #abandon(): void {
    this.#over = true
    this.#waitNoMore()
    this.#link?.own(null)
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
    if (this.#link?.place.lent === true && method !== 'session.resume') return refuseFull(this)
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
    this.#events.flush()
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
    return attendant.call(name, readParams(name, raw), id)
  }

  /** Gives our connection to the session that it was meant for, and ends. */
  async #handOver({ token, seq, attempt }: MethodParams<'session.resume'>, id: RequestId): Promise<null> {
    const earlier = this.#book.find(token)
    const link = this.#link
    if (earlier === undefined || earlier === this || link === null) throw new ProtocolError('session_lost')
    if (attempt < earlier.#attempt) throw new ProtocolError('session_lost')
    earlier.#attempt = attempt
    if (this.#token !== null) throw new ProtocolError('already_joined')
    this.#link = null
    this.#active = true
    try {
      await earlier.#continueOn(link, seq, id)
    } catch (error) {
      // It is ours again, so that the client hears of it.
      this.#link = link
      throw error
    }
    this.#end()
    return null
  }

  async #continueOn(link: Connection, seq: number, id: RequestId): Promise<void> {
    this.#waitNoMore()
    this.#replaceLink()
    this.#events.flush()
    link.place.keep()
    this.#from = link
    this.#locate()
    const missed = this.#attendant?.isOut ? null : this.#outbox.since(seq)
    if (missed !== null) {
      this.#link = link
      link.own(this)
      link.send(successFrame(id, { fresh: null }))
      for (const frame of missed) link.send(frame)
    } else {
      await this.#refreshOver(link, id)
      if (this.#link !== link) return
    }
    this.#attendant?.returned()
  }

  #replaceLink(): void {
    const before = this.#link
    this.#link = null
    before?.own(null)
    before?.close(closeCodes.replaced, 'The session goes on over a newer connection.')
  }

  /** Takes the link over with the room anew. It may break meanwhile: then the client is waited for as before. */
  async #refreshOver(link: Connection, id: RequestId): Promise<void> {
    try {
      await this.#attendant?.refresh((fresh) => {
        if (link.gone) return
        // What the snapshot has in it is numbered before it.
        this.#events.flush()
        // Another one may have come just before.
        this.#replaceLink()
        this.#link = link
        link.own(this)
        link.send(successFrame(id, { fresh: { seq: this.#outbox.seq, ...fresh } }))
      })
    } finally {
      if (this.#link === null && !this.#over && this.#token !== null) this.#wait()
    }
  }
}

function refusal(id: RequestId, { code, message, details }: ProtocolError): string {
  return failureFrame(id, code, message, details)
}

/** @throws ProtocolError `bad_params` with the first thing that does not fit. */
function readParams<N extends MethodName>(name: N, raw: Record<string, unknown>): MethodParams<N> {
  const schema: z.ZodType = methods[name].params
  const parsed = safeParse(schema, raw)
  // The table's schema for this very method has read it; only the link between name and schema is lost on the way.
  if (parsed.success) return parsed.data as MethodParams<N>
  const [issue] = parsed.issues
  throw new ProtocolError(
    'bad_params',
    issue?.code === 'custom' || issue?.code === 'too_big' ? issue.message : undefined,
    { path: issue?.path.join('.') ?? '' },
  )
}
