import type { HttpBindings } from '@hono/node-server'

/** Who asks, as far as the answers depend on it. */
export interface Caller {
  /** Of the pages that this host serves to this caller; empty where it is unknown. */
  readonly origin: string
  /** Whether it is a program on the host's own computer. */
  readonly local: boolean
  /** Whether it was asked under a name that the host does not go by. */
  readonly misdirected: boolean
}

/** What every handler knows of a request. */
export interface ApiEnv {
  Bindings: HttpBindings
  Variables: {
    caller: Caller
    /** Names the request in the log. */
    request: string
  }
}
