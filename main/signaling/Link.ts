import type { RawData, WebSocket } from 'ws'
import { closeCodes } from '../../protocol/close.ts'
import { limits } from '../../protocol/limits.ts'
import { wasSilent } from './keepAlive.ts'

/** Whose frames a link carries. It may change: a resumed session takes over the link of its successor. */
export interface LinkOwner {
  /** @param text null for a frame that is not text. */
  received(text: string | null): void
  /** The link is gone; `closeCodes.dead` where it fell silent. */
  unlinked(code: number): void
}

/** One WebSocket to one client: sends within bounds, and hands what arrives to its owner. */
export class Link {
  readonly remoteAddress: string
  readonly origin: string | null
  readonly #socket: WebSocket
  #owner: LinkOwner | null = null

  constructor(socket: WebSocket, from: { readonly address: string; readonly origin: string | null }) {
    this.#socket = socket
    this.remoteAddress = from.address
    this.origin = from.origin
    socket.on('message', (data: RawData, isBinary) =>
      this.#owner?.received(isBinary ? null : data.toString()),
    )
    socket.on('close', (code) => {
      const owner = this.#owner
      this.#owner = null
      owner?.unlinked(wasSilent(socket) ? closeCodes.dead : code)
    })
  }

  /** @param owner null: what still arrives is nobody's. */
  own(owner: LinkOwner | null): void {
    this.#owner = owner
  }

  send(frame: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // ws would queue without bound for a client that has stopped reading. What counts is what waits already: one
    // large frame, such as a long-lived room's snapshot, must get through to a client that does read.
    if (this.#socket.bufferedAmount > limits.socketQueueBytes) {
      this.close(closeCodes.tooSlow, 'The connection is too slow to follow the meeting.')
      this.#socket.terminate()
      return
    }
    this.#socket.send(frame)
  }

  /** @param reason is for people, at most 123 bytes (RFC 6455 §5.5). */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }
}
