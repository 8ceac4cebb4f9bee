import type { WebSocket } from 'ws'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'

/** Bytes that may be on their way at a time: enough to keep a fast line busy until the system asks for more. */
const ON_THE_WAY = 64 * 1024
/** What a UTF-16 unit of a waiting text takes in memory, at most. */
const BYTES_PER_UNIT = 2

/**
 * Sends to one client no faster than it reads. What it has not read yet waits here as text, once, and often the same
 * text that is kept for a return: handed on at once, each byte would wait as a text, as a frame and encrypted.
 */
export class OutboundQueue {
  readonly #socket: WebSocket
  #waiting: string[] = []
  #waitingBytes = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** Sends, or drops the client (4003) where too much waits for it. After the connection's end it does nothing. */
  send(frame: string): void {
    const { bufferedAmount } = this.#socket
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#waiting.length === 0 && bufferedAmount < ON_THE_WAY) return this.#write(frame)
    // What counts is what waits already: one large frame, such as a long-lived room's snapshot, must get through to
    // a client that does read.
    if (bufferedAmount + this.#waitingBytes > limits.socketQueueBytes) {
      this.#clear()
      this.#socket.close(closeCodes.tooSlow, 'The connection is too slow to follow the meeting.')
      this.#socket.terminate()
      return
    }
    this.#waiting.push(frame)
    this.#waitingBytes += frame.length * BYTES_PER_UNIT
  }

  /** Says goodbye behind what waits. @param reason is for people, at most 123 bytes (RFC 6455 §5.5). */
  close(code: number, reason: string): void {
    for (const frame of this.#clear()) this.#socket.send(frame)
    this.#socket.close(code, reason)
  }

  #write(frame: string): void {
    this.#socket.send(frame, () => this.#goOn())
  }

  #goOn(): void {
    if (this.#waiting.length === 0 || this.#socket.bufferedAmount >= ON_THE_WAY) return
    if (this.#socket.readyState !== this.#socket.OPEN) {
      this.#clear()
      return
    }
    let next = 0
    while (next < this.#waiting.length && this.#socket.bufferedAmount < ON_THE_WAY) {
      const frame = this.#waiting[next] ?? ''
      this.#waitingBytes -= frame.length * BYTES_PER_UNIT
      this.#write(frame)
      next += 1
    }
    this.#waiting.splice(0, next)
  }

  #clear(): readonly string[] {
    const waiting = this.#waiting
    this.#waiting = []
    this.#waitingBytes = 0
    return waiting
  }
}
