import type { types } from 'mediasoup-client'

/** A browser gives a search up after 15 to 30 s; a new one includes the addresses that the computer has by then. */
const SEARCH_MS = 8000
/** A direct way is found by then where there is one; other servers are asked for theirs only after that. */
const DIRECT_MS = 1000
/** Where there is no network at all a search fails at once. */
const SHORTEST_SEARCH_MS = 1000
/** Where there is a way, it is found within a second or two; after this the person is told that none is found. */
const MISSING_MS = 5000

export interface PathListener {
  /** The way is lost, told again and again while it stays so; or it is found. */
  onChange(found: boolean): void
  /** No way has been found for so long that it is to be said, or one is found after all. */
  onMissing(missing: boolean): void
}

type PathTransport = Pick<
  types.Transport,
  'on' | 'observer' | 'direction' | 'closed' | 'restartIce' | 'updateIceServers' | 'connectionState'
>

/**
 * Watches over one transport's way to the host. While there is none, it keeps the browser searching: ICE checks go out
 * twenty times a second and need no signaling, so that media is back at once when the network is, and the session
 * learns of it. Only our own credentials are renewed, which a sending transport can do by itself.
 */
export class IceRestarter {
  readonly #transport: PathTransport
  readonly #listener: PathListener
  #iceParameters: types.IceParameters
  #found = true
  #searchedAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Runs out when no way has been found for long. */
  #patience: ReturnType<typeof setTimeout> | undefined
  #missing = false

  constructor(transport: PathTransport, iceParameters: types.IceParameters, listener: PathListener) {
    this.#transport = transport
    this.#iceParameters = iceParameters
    this.#listener = listener
    transport.on('connectionstatechange', (state) => this.#changed(state))
    // A browser that may use none of its own addresses, or none of the host's, never even begins to search.
    transport.on('connect', () => this.#await())
    transport.observer.once('close', () => {
      clearTimeout(this.#timer)
      clearTimeout(this.#patience)
    })
  }

  /** The host has given new credentials. */
  async restart(iceParameters: types.IceParameters): Promise<void> {
    this.#iceParameters = iceParameters
    await this.#transport.restartIce({ iceParameters })
  }

  /**
   * The host has told of other STUN and TURN servers. Where there is no way by then, it counts as lost, so that one over these can
   * be looked for.
   *
   * @returns false where this browser can tell them to new transports alone, and this one needs them.
   */
  async useIceServers(iceServers: RTCIceServer[]): Promise<boolean> {
    if (this.#transport.closed) return true
    const known = await this.#transport.updateIceServers({ iceServers }).then(
      () => true,
      () => false,
    )
    if (this.#found && this.#transport.connectionState !== 'connected')
      await new Promise((resolve) => setTimeout(resolve, DIRECT_MS))
    if (this.#transport.closed || ['new', 'connected'].includes(this.#transport.connectionState)) return true
    this.#lose(this.#transport.connectionState)
    return known
  }

  get direction(): 'send' | 'recv' {
    return this.#transport.direction
  }

  /** Whether no way has been found for long. */
  get missing(): boolean {
    return this.#missing
  }

  get found(): boolean {
    return this.#found
  }

  #changed(state: types.ConnectionState): void {
    if (state === 'connected') {
      clearTimeout(this.#timer)
      this.#setMissing(false)
      if (this.#found) return
      this.#found = true
      this.#listener.onChange(true)
      return
    }
    if (state !== 'new' && state !== 'closed') this.#await()
    if (state !== 'disconnected' && state !== 'failed') return
    this.#lose(state)
    this.#listener.onChange(false)
  }

  #await(): void {
    this.#patience ??= setTimeout(() => this.#setMissing(true), MISSING_MS)
  }

  #lose(state: types.ConnectionState): void {
    this.#found = false
    // A connection that was only disconnected still searches by itself.
    if (state === 'failed') this.#searchSoon()
    else this.#searchAfter(SEARCH_MS)
  }

  #setMissing(missing: boolean): void {
    clearTimeout(this.#patience)
    if (!missing) this.#patience = undefined
    if (missing === this.#missing) return
    this.#missing = missing
    this.#listener.onMissing(missing)
  }

  #searchSoon(): void {
    this.#searchAfter(Math.max(0, this.#searchedAt + SHORTEST_SEARCH_MS - performance.now()))
  }

  #searchAfter(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#search(), ms)
  }

  async #search(): Promise<void> {
    if (this.#transport.closed || this.#found) return
    this.#searchedAt = performance.now()
    this.#searchAfter(SEARCH_MS)
    this.#listener.onChange(false)
    if (this.#transport.direction !== 'send') return
    // A transport that closes meanwhile needs no way any more.
    await this.#transport.restartIce({ iceParameters: this.#iceParameters }).catch(() => undefined)
  }
}
