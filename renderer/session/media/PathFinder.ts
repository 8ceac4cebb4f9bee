import type { types } from 'mediasoup-client'

/** A browser gives a search up after 15 to 30 s; a new one includes the addresses that the computer has by then. */
const SEARCH_MS = 8000
/** Where there is no network at all a search fails at once. */
const SHORTEST_SEARCH_MS = 1000

/**
 * Watches over one transport's way to the host. While there is none, it keeps the browser searching: ICE checks go out
 * twenty times a second and need no signaling, so that media is back at once when the network is, and the session
 * learns of it. Only our own credentials are renewed, which a sending transport can do by itself.
 */
export class PathFinder {
  readonly #transport: types.Transport
  readonly #onChange: (found: boolean) => void
  #iceParameters: types.IceParameters
  #found = true
  #searchedAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param onChange told when the way is lost, again and again while it stays so, and when it is found. */
  constructor(
    transport: types.Transport,
    iceParameters: types.IceParameters,
    onChange: (found: boolean) => void,
  ) {
    this.#transport = transport
    this.#iceParameters = iceParameters
    this.#onChange = onChange
    transport.on('connectionstatechange', (state) => this.#changed(state))
    transport.observer.once('close', () => clearTimeout(this.#timer))
  }

  /** The host has given new credentials. */
  async restart(iceParameters: types.IceParameters): Promise<void> {
    this.#iceParameters = iceParameters
    await this.#transport.restartIce({ iceParameters })
  }

  get direction(): 'send' | 'recv' {
    return this.#transport.direction
  }

  get found(): boolean {
    return this.#found
  }

  #changed(state: types.ConnectionState): void {
    if (state === 'connected') {
      clearTimeout(this.#timer)
      if (this.#found) return
      this.#found = true
      this.#onChange(true)
      return
    }
    if (state !== 'disconnected' && state !== 'failed') return
    this.#found = false
    // A connection that was only disconnected still searches by itself.
    if (state === 'failed') this.#searchSoon()
    else this.#searchAfter(SEARCH_MS)
    this.#onChange(false)
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
    this.#onChange(false)
    if (this.#transport.direction !== 'send') return
    // A transport that closes meanwhile needs no way any more.
    await this.#transport.restartIce({ iceParameters: this.#iceParameters }).catch(() => undefined)
  }
}
