import type { ConnectionOrigin } from '../connection/Connection.ts'
import type { WebSocket } from 'ws'

/**
 * An older system's wire beside our own, on paths of its own. Its sockets pass the same door: origins, places,
 * sizes of frames and pings are seen to before it gets them, and the host's end closes them like all others.
 */
export interface Adapter {
  /**
   * What serves a socket on this path (without its query); `malformed` where the path is the adapter's but
   * cannot be served; null where it is not the adapter's.
   */
  open(path: string): ((socket: WebSocket, from: ConnectionOrigin) => void) | 'malformed' | null
}
