import type { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import type { RequestId } from '../../../protocol/wire/frames.ts'
import type {
  NotificationContent,
  NotificationName,
  NotificationParams,
} from '../../../protocol/wire/notifications.ts'
import type { Right } from '../../../protocol/roles.ts'
import type { MethodName, MethodParams, MethodResult } from '../../../room/methods.ts'
import type { ResumeToken } from './ResumeTokens.ts'

/** One connected client, as the rest of the host sees it. It outlives its connection for a while. */
export interface SignalingChannel {
  readonly id: string
  /** Of its newest connection; empty for a client that this process of the host has not seen yet. */
  readonly remoteAddress: string
  /** The address of ours that it has reached with its newest connection; null where a proxy is in between. */
  readonly cameBy: string | null
  /** Of the page that connects; null for a program that is no page. */
  readonly origin: string | null
  /** Whether it is a program on this very computer, and nobody whom a proxy or a web page may have sent. */
  readonly local: boolean
  /** The first frame of all, which has no number. */
  greet(hello: NotificationParams<'host.hello'>): void
  notify<N extends Exclude<NotificationName, 'host.hello' | 'room.events'>>(
    name: N,
    content: NotificationContent<N>,
  ): void
  /** Tells what happened in the room, in order with all else. What comes in quick succession goes together. */
  tell(events: NotificationContent<'room.events'>['events']): void
  /** From now on a connection that breaks may be followed by another. @returns the secret for that. */
  makeResumable(): ResumeToken
  /**
   * The client that a resume token belongs to, if nobody is at its other end any more; where that is in doubt, it is asked
   * for a sign of life.
   */
  findLeft(token: string): Promise<SignalingChannel | null>
  /** A connection that breaks from now on is the end. */
  endResumable(): void
  /** Asks whether the client can still be reached; where it does not answer soon, it is {@link SignalingHandler.lost}. */
  probe(): void
  /** Ends the session; `reason` is for people. */
  close(code: (typeof closeCodes)[keyof typeof closeCodes], reason: string): void
}

type Fresh = NonNullable<MethodResult<'session.resume'>['fresh']>

/** What serves one client. Signaling asks it only what has passed the gate: known, well-formed, not too often. */
export interface SignalingHandler {
  readonly joined: boolean
  mayUse(right: Right): boolean
  /** @throws ProtocolError for a refusal; anything else reads as `internal` to the client. */
  call<N extends MethodName>(
    name: N,
    params: MethodParams<N>,
    request: RequestId,
  ): Promise<MethodResult<N>> | MethodResult<N>
  /** The connection broke; the client may come back. `cut`: something ended it; `silent`: nothing came any more. */
  lost(how: 'cut' | 'silent'): void
  /**
   * The page has gone, and may come back. What happens in the room meanwhile is not for this client: when it returns, it
   * gets the room anew.
   */
  steppedOut(): void
  /** Whether it has missed what no replay would bring. */
  readonly isOut: boolean
  /** The client is back on another connection. */
  returned(): void
  /**
   * Gives the room anew, for a client that has missed too much.
   *
   * @param take is called in the very moment of the snapshot, so that the news after it can follow.
   */
  refresh(take: (fresh: Omit<Fresh, 'seq'>) => void): Promise<void>
  /** The session is over, whoever ended it. */
  gone(): void
}
