import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import { type HostFrame, type RequestId, requestFrame } from '../../../protocol/wire/frames.ts'
import { compareVersions, hostVersionSchema } from '../../../protocol/wire/hello.ts'
import { limits } from '../../../protocol/limits.ts'
import {
  type NotificationName,
  type NotificationParams,
  notifications,
} from '../../../protocol/wire/notifications.ts'
import { SUBPROTOCOL } from '../../../protocol/wire/version.ts'
import { type MethodInput, type MethodName, type MethodResult, methods } from '../../../room/methods.ts'
import { Backoff } from './Backoff.ts'
import { ConnectionLostError } from './ConnectionLostError.ts'
import { HostProbe } from './HostProbe.ts'
import type { LinkCause } from '../sessionState.ts'
import { readFrame } from './readFrame.ts'
import type { SignalingListeners } from './SignalingListeners.ts'
import { signalUrl } from './signalUrl.ts'
import { type Environment, pageSurroundings } from './Environment.ts'

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
/** A number that no host has sent: what came after it, it does not have, and tells the room as a whole (P-RESUME-3). */
const NEVER_SENT = Number.MAX_SAFE_INTEGER
/** How long a new connection may take to its first frame, and then to be resumed. */
const OPEN_TIMEOUT_MS = 5000
/** A request whose answer takes longer than this raises doubt; the ping that then asks is answered at once. */
const DOUBT_MS = 2000
const PING_TIMEOUT_MS = 1500
/** After such a pause, looking at the window again is reason enough to ask whether the host is still there. */
const LONG_SILENCE_MS = 10_000

/**
 * A session with a host: requests that get their answers, and the host's news. Once it is lasting, it outlives its
 * connection: it connects again, says what it missed, and asks again what was not answered.
 */
export class SignalingClient {
  readonly #base: string
  readonly #url: string
  readonly #listeners: SignalingListeners
  readonly #surroundings: Environment
  readonly #backoff: Backoff
  readonly #waiting = new Map<RequestId, Waiting>()
  #socket: WebSocket
  /** Whether a connection that breaks is followed by another. */
  #lasting = false
  #token: string | null = null
  /** The number of the newest news. */
  #seq = 0
  #nextId = 1
  /** Whether requests go out now; they wait while a broken session is being resumed. */
  #up = true
  /** Where the connection is being made anew: whether the host has spoken on it, and what we asked it then. */
  #greeted = false
  #resuming: RequestId | null = null
  #attempt = 0
  #heardAt: number
  /** What the host said before it closed the connection: it may be lost on the way, but not contradicted. */
  #stopping: NotificationParams<'host.stopping'> | null = null
  /** Runs out when a host that was to restart has not come back in time. */
  #stopRestart: (() => void) | null = null
  #stopRetry: (() => void) | null = null
  #probe: HostProbe | null = null
  #stopDoubt: (() => void) | null = null
  #stopAnswerWatch: (() => void) | null = null
  #stopOpenWatch: (() => void) | null = null
  #stopListening: (() => void) | null = null
  #over = false

  /** Begins to connect. @param base of the host, ending in a slash. */
  constructor(base: string, listeners: SignalingListeners, surroundings: Environment = pageSurroundings) {
    this.#base = base
    this.#url = signalUrl(base)
    this.#listeners = listeners
    this.#surroundings = surroundings
    this.#backoff = new Backoff(() => surroundings.random())
    this.#heardAt = surroundings.now()
    this.#socket = this.#open()
  }

  /** From now on a connection that breaks is followed by another. */
  makeResumable(token: string): void {
    this.#token = token
    this.#lasting = true
    this.#backoff.reset()
    this.#stopListening ??= this.#surroundings.listen({
      network: () => this.hurry(),
      attention: () => this.#lookedAt(),
    })
  }

  /**
   * Asks the host. While the connection is broken the request waits for the next one.
   *
   * @throws ProtocolError when the host refuses; Error when the session is over; ConnectionLostError when the
   *   connection broke at a time when nothing can be resumed, while joining anew.
   */
  async request<N extends MethodName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>> {
    if (this.#over || (!this.#lasting && this.#socket.readyState !== WebSocket.OPEN)) {
      throw new Error('The connection is closed.')
    }
    const answer = this.#ask(name, params)
    // The table's schema for this very method reads the answer; TypeScript loses the link between the two.
    return methods[name].result.parse(await answer) as MethodResult<N>
  }

  /** Tries to connect at once, where a later try was planned. */
  retryNow(): void {
    if (this.#stopRetry === null) return
    this.#stopRetry()
    this.#stopRetry = null
    this.#greeted = false
    this.#listeners.link({ kind: 'down', cause: this.#cause, retryAt: null })
    this.#socket = this.#open()
  }

  /**
   * There is a sign that the way to the host has just changed, or is free again: a connection that seems up is asked
   * whether it is, and one that is being made is begun anew, since its first packet may have been lost long ago.
   */
  hurry(): void {
    if (this.#over || !this.#lasting) return
    if (this.#up) return this.doubt()
    // A network that is just coming up may refuse the first try; the second must not wait for long.
    this.#backoff.reset()
    if (this.#stopRetry === null && !this.#greeted) {
      this.#abandon()
      this.#greeted = false
      this.#socket = this.#open()
    }
    this.retryNow()
  }

  /** There is a sign that the host cannot be reached any more: it is asked, and gets little time to answer. */
  doubt(): void {
    if (this.#over || !this.#lasting || !this.#up || this.#stopDoubt !== null) return
    // Nobody waits for this answer: whatever comes from the host ends the doubt.
    this.#socket.send(requestFrame(this.#nextId++, 'session.ping', {}))
    this.#stopDoubt = this.#surroundings.after(PING_TIMEOUT_MS, () => this.#giveUp())
  }

  /** What we hold of the room may be wrong: gets it anew, by coming back as one who has missed too much. */
  renew(): void {
    if (this.#over || !this.#up || this.#token === null) return
    this.#seq = NEVER_SENT
    this.#giveUp()
    this.retryNow()
  }

  /** Ends the session. @param code 1000, or one of protocol/wire/closeCodes.ts. */
  close(code: number): void {
    this.#socket.close(code)
    this.#end(code)
  }

  #open(): WebSocket {
    const socket = new WebSocket(this.#url, SUBPROTOCOL)
    this.#limitOpening()
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (socket === this.#socket) this.#receive(data)
    }
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#closed(code)
    }
    return socket
  }

  /** Gives the connection a time for its next step. */
  #limitOpening(): void {
    this.#stopOpenWatch?.()
    this.#stopOpenWatch = this.#surroundings.after(OPEN_TIMEOUT_MS, () => {
      if (this.#lasting) this.#giveUp()
      else this.#socket.close()
    })
  }

  #giveUp(): void {
    this.#abandon()
    this.#broken()
  }

  /** Leaves a connection behind of which nothing is expected any more. */
  #abandon(): void {
    const socket = this.#socket
    socket.onmessage = socket.onclose = null
    // Not as a goodbye: this may reach the host when the network is back, before we are.
    socket.close(closeCodes.dead)
  }

  #closed(received: number): void {
    if (this.#over) return
    const { code, retryAfterMs } = this.#goodbye(received)
    if (!this.#lasting || FINAL.has(code)) return this.#end(code)
    if (code === closeCodes.restarting)
      this.#stopRestart ??= this.#surroundings.after(limits.resumeWindowMs, () => this.#end(code))
    this.#broken(retryAfterMs)
  }

  /** A host that stops has said how, also where its close code did not get through. */
  #goodbye(received: number): { readonly code: number; readonly retryAfterMs: number | null } {
    const stopping = this.#stopping
    this.#stopping = null
    if (stopping === null) return { code: received, retryAfterMs: null }
    const { retryAfterMs } = stopping
    return { code: retryAfterMs === null ? closeCodes.hostStopped : closeCodes.restarting, retryAfterMs }
  }

  get #cause(): LinkCause {
    return this.#stopRestart === null ? 'lost' : 'restarting'
  }

  /** @param hintMs when the host has said that trying may succeed. */
  #broken(hintMs: number | null = null): void {
    this.#stopWatches()
    this.#up = false
    this.#resuming = null
    // What was asked of a session that does not exist yet cannot be asked again in another one.
    if (this.#token === null) this.#rejectAll(new ConnectionLostError())
    const delayMs = this.#backoff.next(hintMs)
    this.#stopRetry = this.#surroundings.after(delayMs, () => this.retryNow())
    this.#probe ??= new HostProbe(this.#base, this.#surroundings, () => this.hurry())
    this.#listeners.link({ kind: 'down', cause: this.#cause, retryAt: Date.now() + delayMs })
  }

  #end(code: number): void {
    if (this.#over) return
    this.#over = true
    this.#stopRetry?.()
    this.#probe?.close()
    this.#stopRestart?.()
    this.#stopWatches()
    this.#stopListening?.()
    this.#rejectAll(new Error('The connection is closed.'))
    this.#listeners.ended(code)
  }

  #stopWatches(): void {
    this.#stopDoubt?.()
    this.#stopAnswerWatch?.()
    this.#stopOpenWatch?.()
    this.#stopDoubt = this.#stopAnswerWatch = this.#stopOpenWatch = null
  }

  #rejectAll(error: Error): void {
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of all) reject(error)
  }

  #ask(name: MethodName, params: object): Promise<Record<string, unknown>> {
    const id = this.#nextId++
    const frame = requestFrame(id, name, params)
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      this.#waiting.set(id, { frame, resolve, reject })
    })
    if (this.#up) this.#send(frame)
    return answer
  }

  #send(frame: string): void {
    this.#socket.send(frame)
    this.#stopAnswerWatch ??= this.#surroundings.after(DOUBT_MS, () => this.#missAnswers())
  }

  #missAnswers(): void {
    this.#stopAnswerWatch = null
    if (this.#waiting.size === 0) return
    this.#stopAnswerWatch = this.#surroundings.after(DOUBT_MS, () => this.#missAnswers())
    if (this.#surroundings.now() - this.#heardAt >= DOUBT_MS) this.doubt()
  }

  #lookedAt(): void {
    if (!this.#up) this.retryNow()
    else if (this.#surroundings.now() - this.#heardAt > LONG_SILENCE_MS) this.doubt()
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string') return
    this.#heardAt = this.#surroundings.now()
    this.#stopDoubt?.()
    this.#stopDoubt = null
    const frame = readFrame(data)
    if (frame === null) return
    if ('method' in frame) return this.#notify(frame.method, frame.params)
    if (frame.id === null) return
    if (frame.id === this.#resuming) {
      this.#resuming = null
      if ('result' in frame) this.#resumed(frame.result)
      else this.#notResumed(refusalOf(frame.error))
      return
    }
    const waiting = this.#waiting.get(frame.id)
    this.#waiting.delete(frame.id)
    if ('result' in frame) waiting?.resolve(frame.result)
    else waiting?.reject(refusalOf(frame.error))
  }

  /** News that this client does not know comes from a newer host, and is left aside. */
  #notify(method: string, params: Record<string, unknown>): void {
    if (!isNotification(method)) return
    if (method === 'host.hello') {
      // Before anything else of it is read: that may look otherwise there.
      const host = hostVersionSchema.parse(params)
      if (compareVersions(host) !== 'fits') return this.#listeners.otherVersion(host)
      this.#greeted = true
      this.#stopOpenWatch?.()
      this.#stopOpenWatch = null
      if (this.#lasting) {
        // The host may have changed since the connection before.
        this.#tell(method, params)
        return this.#comeBack()
      }
    }
    const { seq } = params
    // Until we are back in our session, what the host tells is numbered for another one.
    if (this.#up && typeof seq === 'number') this.#seq = seq
    if (method === 'host.stopping') {
      this.#stopping = notifications[method].parse(params)
      return
    }
    this.#tell(method, params)
  }

  /** News of a known name but of another shape comes from a newer host too, and is left aside likewise. */
  #tell(method: Exclude<NotificationName, 'host.stopping'>, params: Record<string, unknown>): void {
    const read = notifications[method].safeParse(params)
    const listener = this.#listeners[method] as (params: unknown) => void
    if (read.success) listener(read.data)
    // Without its greeting there is nothing to be had from a host.
    else if (method === 'host.hello') this.#listeners.otherVersion(hostVersionSchema.parse(params))
  }

  /**
   * The first thing on a new connection. The answer is dealt with in the very moment when it arrives: the news that
   * follows it belongs to what it says.
   */
  #comeBack(): void {
    if (this.#token === null) return this.#forgotten()
    this.#limitOpening()
    this.#resuming = this.#nextId++
    this.#attempt += 1
    const params = { token: this.#token, seq: this.#seq, attempt: this.#attempt }
    this.#socket.send(requestFrame(this.#resuming, 'session.resume', params))
  }

  #resumed(answer: Record<string, unknown>): void {
    const { fresh } = methods['session.resume'].result.parse(answer)
    if (fresh !== null) {
      this.#seq = fresh.seq
      this.#listeners.fresh(fresh)
    }
    for (const { frame } of this.#waiting.values()) this.#send(frame)
    this.#isUp()
  }

  #notResumed(error: ProtocolError): void {
    if (error.code !== 'session_lost') return this.#giveUp()
    this.#rejectAll(error)
    this.#forgotten()
  }

  #forgotten(): void {
    this.#token = null
    this.#seq = 0
    this.#isUp()
    this.#listeners.forgotten()
  }

  #isUp(): void {
    this.#stopOpenWatch?.()
    this.#stopOpenWatch = null
    this.#stopRestart?.()
    this.#stopRestart = null
    this.#probe?.close()
    this.#probe = null
    this.#up = true
    this.#backoff.reset()
    this.#listeners.link({ kind: 'up' })
  }
}

function refusalOf({ message, data }: Extract<HostFrame, { error: unknown }>['error']): ProtocolError {
  return new ProtocolError(data.code, message, data)
}

function isNotification(name: string): name is NotificationName {
  return Object.hasOwn(notifications, name)
}
