import type { types } from 'mediasoup'

/** A way is found within a second or two where there is one. A browser that is otherwise silent checks it every six seconds at least. */
const PATIENCE_MS = 5000

type Transport = Pick<types.WebRtcTransport, 'iceState' | 'on'>

/** Notices that a client's media finds no way to the host: none is found at first, or nothing comes by it any more. */
export class PathWatch {
  readonly #onChange: (missing: boolean) => void
  /** Over which the client has begun to look for a way. */
  readonly #transports = new Set<Transport>()
  #silent = false
  #timer: NodeJS.Timeout | undefined
  #missing = false
  #closed = false

  constructor(onChange: (missing: boolean) => void) {
    this.#onChange = onChange
  }

  add(transport: Transport): void {
    this.#transports.add(transport)
    transport.on('icestatechange', () => this.#look())
    this.#look()
  }

  /** Whether nothing comes in from a client that sends. */
  setSilent(silent: boolean): void {
    this.#silent = silent
    this.#look()
  }

  /** Tells again, to somebody who may not know, that no way is found. */
  again(): void {
    if (this.#missing) this.#onChange(true)
  }

  /** What is missing then is no way. */
  close(): void {
    this.#set(false)
    this.#closed = true
  }

  #look(): void {
    if (this.#closed) return
    const found = !this.#silent && [...this.#transports].every(({ iceState }) => isFound(iceState))
    if (found) this.#set(false)
    else this.#timer ??= setTimeout(() => this.#set(true), PATIENCE_MS)
  }

  #set(missing: boolean): void {
    clearTimeout(this.#timer)
    if (!missing) this.#timer = undefined
    if (missing === this.#missing) return
    this.#missing = missing
    this.#onChange(missing)
  }
}

function isFound(state: types.IceState): boolean {
  return state === 'connected' || state === 'completed'
}
