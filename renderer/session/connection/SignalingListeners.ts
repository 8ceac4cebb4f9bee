import type { HostVersion } from '../../../protocol/wire/hello.ts'
import type { NotificationName, NotificationParams } from '../../../protocol/wire/notifications.ts'
import type { MethodResult } from '../../../room/methods.ts'
import type { LinkState } from '../sessionState.ts'

/** Who is told what a host says, and what becomes of the connection to it. */
export type SignalingListeners = {
  readonly [N in Exclude<NotificationName, 'host.stopping'>]: (params: NotificationParams<N>) => void
} & {
  /** The connection broke, or is back. */
  readonly link: (state: LinkState) => void
  /** Back, after too much was missed: the room anew. */
  readonly fresh: (fresh: NonNullable<MethodResult<'session.resume'>['fresh']>) => void
  /** Back, but the host no longer knows the session: whoever wants to go on joins anew on this connection. */
  readonly forgotten: () => void
  /** The host speaks other versions of the wire than we do: nothing can be asked of it. */
  readonly otherVersion: (host: HostVersion) => void
  /** The end, with the WebSocket's close code; 1006 where nothing was said. */
  readonly ended: (code: number) => void
}
