import type { closeCodes } from '../../protocol/close.ts'
import type { NotificationName, NotificationParams } from '../../protocol/notifications.ts'
import type { Right } from '../../protocol/roles.ts'
import type { MethodName, MethodParams, MethodResult } from '../../room/methods.ts'

/** One connected client, as the rest of the host sees it. */
export interface Client {
  readonly id: string
  readonly remoteAddress: string
  /** Of the page that connects; null for a program that is no page. */
  readonly origin: string | null
  notify<N extends NotificationName>(name: N, params: NotificationParams<N>): void
  /** Ends the connection; `reason` is for people. */
  close(code: (typeof closeCodes)[keyof typeof closeCodes], reason: string): void
}

/** What serves one client. Signaling asks it only what has passed the gate: known, well-formed, not too often. */
export interface Attendant {
  readonly joined: boolean
  mayUse(right: Right): boolean
  /** @throws ProtocolError for a refusal; anything else reads as `internal` to the client. */
  call<N extends MethodName>(name: N, params: MethodParams<N>): Promise<MethodResult<N>> | MethodResult<N>
  /** The connection is gone, whoever ended it. */
  gone(): void
}
