import type { WebSocket } from 'ws'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { wasSilent } from './keepAlive.ts'
import { type InTurn, onFrame } from './onFrame.ts'
import { OutboundQueue } from './OutboundQueue.ts'
import type { SocketPlace } from './SocketPlaces.ts'

/** Whose frames a link carries. It may change: a resumed session takes over the link of its successor. */
export interface ConnectionOwner {
  /** Whether somebody who is in a room is behind it. */
  readonly seated: boolean
  /** @param text null for a frame that is not text. */
  received(text: string | null): void
  /** Nothing came back from the client within the time; it may still come. */
  silent(): void
  /** Something came after all. */
  heard(): void
  /** The link is gone; `closeCodes.dead` where it fell silent. */
  unlinked(code: number): void
}

/** Where a link comes from. */
export interface ConnectionOrigin {
  readonly address: string
  /** Of the page that connects; null for a program that is no page. */
  readonly origin: string | null
  /** Whether it is a program on this very computer, and nobody whom a proxy or a web page may have sent. */
  readonly local: boolean
  /** The address of ours that was reached; null where a proxy is in between. */
  readonly cameBy: string | null
  readonly inTurn: InTurn
  readonly place: SocketPlace
}

/** How long a client has to answer when there is reason to doubt that it can be reached. */
const PROBE_MS = 1000
/** How long one has on whose silence a seat depends. */
const ANSWER_MS = 2000

/** One WebSocket to one client: sends within bounds, and hands what arrives to its owner. */
export class Connection {
  readonly remoteAddress: string
  readonly origin: string | null
  readonly local: boolean
  readonly cameBy: string | null
  readonly place: SocketPlace
  readonly #socket: WebSocket
  readonly #queue: OutboundQueue
  #owner: ConnectionOwner | null = null
  #probing: NodeJS.Timeout | undefined
  #silent = false
  #gone = false

  constructor(socket: WebSocket, from: ConnectionOrigin) {
    this.#socket = socket
    this.#queue = new OutboundQueue(socket)
    this.remoteAddress = from.address
    this.origin = from.origin
    this.local = from.local
    this.cameBy = from.cameBy
    this.place = from.place
    onFrame(socket, from.inTurn, (text) => {
      this.#heard()
      this.#owner?.received(text)
    })
    socket.on('pong', () => this.#heard())
    socket.on('close', (code) => {
      clearTimeout(this.#probing)
      this.#gone = true
      const owner = this.#owner
      this.#owner = null
      owner?.unlinked(wasSilent(socket) ? closeCodes.dead : code)
    })
  }

  /** @param owner null: what still arrives is nobody's. */
  own(owner: ConnectionOwner | null): void {
    this.#owner = owner
  }

  /** Whether the connection has ended, which its owner of that time was told. */
  get gone(): boolean {
    return this.#gone
  }

  get seated(): boolean {
    return this.#owner?.seated === true
  }

  /** Asks the client for a sign of life. */
  probe(): void {
    if (this.#probing !== undefined || this.#silent || this.#socket.readyState !== this.#socket.OPEN) return
    this.#socket.ping()
    this.#probing = setTimeout(() => {
      this.#probing = undefined
      this.#silent = true
      this.#owner?.silent()
    }, PROBE_MS)
  }

  /** Whether somebody is at the other end: false where no sign of life comes in time. */
  answers(): Promise<boolean> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve(false)
    return new Promise((resolve) => {
      const settle = (answered: boolean) => {
        clearTimeout(timer)
        this.#socket.off('pong', heard).off('message', heard).off('close', gone)
        resolve(answered)
      }
      const heard = () => settle(true)
      const gone = () => settle(false)
      const timer = setTimeout(gone, ANSWER_MS)
      this.#socket.on('pong', heard).on('message', heard).on('close', gone)
      this.#socket.ping()
    })
  }

  #heard(): void {
    clearTimeout(this.#probing)
    this.#probing = undefined
    if (!this.#silent) return
    this.#silent = false
    this.#owner?.heard()
  }

  send(frame: string): void {
    this.#queue.send(frame)
  }

  /** @param reason is for people, at most 123 bytes (RFC 6455 §5.5). */
  close(code: number, reason: string): void {
    this.#queue.close(code, reason)
  }
}
