import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import WebSocket from 'ws'
import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import { requestSchema } from '../../protocol/wire/frames.ts'
import { limits } from '../../protocol/limits.ts'
import { SUBPROTOCOL } from '../../protocol/wire/version.ts'
import type { HostileFrame } from './hostileFrames.ts'

const NOT_UTF8 = 1007
/** Milliseconds within which everything that was asked must be answered. */
const PATIENCE_MS = 15_000

/** What became of the frames that one client has sent. */
export interface Tally {
  answered: number
  /** In the queue of a socket that the host has closed for good reason: nobody owes them an answer. */
  cutOff: number
  /** What must never happen, in words. */
  readonly faults: string[]
}

/** A client that sends what it likes and keeps the books on what it gets for it. */
export class Hostile {
  readonly #socket: WebSocket
  readonly #tally: Tally
  /** By the id that the answer must bear: how many are still to come. */
  readonly #owed = new Map<string, number>()
  #owing = 0
  #bad = 0
  #provoked = new Set<number>()
  #wake: () => void = () => undefined
  #greeted = false

  private constructor(socket: WebSocket, tally: Tally) {
    this.#socket = socket
    this.#tally = tally
    socket.on('message', (data) => this.#hear(data.toString()))
    socket.on('close', (code) => this.#closed(code))
    socket.on('error', (error) => tally.faults.push(`a socket failed: ${error.message}`))
  }

  /** @param localAddress whom the host takes it for. */
  static async connect(base: string, tally: Tally, localAddress: string): Promise<Hostile> {
    const url = new URL('signal', base)
    url.protocol = 'wss:'
    const hostile = new Hostile(
      new WebSocket(url, SUBPROTOCOL, { rejectUnauthorized: false, localAddress }),
      tally,
    )
    await once(hostile.#socket, 'open')
    return hostile
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Sends all frames at once and waits until each is answered or the host has closed the socket. */
  async send(frames: readonly HostileFrame[]): Promise<void> {
    for (const { kind, bytes } of frames) {
      this.#owe(kind, bytes)
      this.#socket.send(bytes, { binary: kind === 'binary' })
    }
    if (this.#owing === 0) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    clearTimeout(timer)
    if (this.#owing > 0) {
      this.#tally.faults.push(
        `${this.#owing} unanswered, such as ${[...this.#owed.keys()].slice(0, 3).join(' ')}`,
      )
      this.#socket.terminate()
    }
  }

  async leave(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return
    const closed = once(this.#socket, 'close')
    this.#provoked.add(closeCodes.left)
    this.#socket.close(closeCodes.left)
    await closed
  }

  /** Writes down what the host owes for a frame: one answer with its id, or with null where it has no usable one. */
  #owe(kind: HostileFrame['kind'], bytes: Buffer): void {
    if (bytes.length > limits.frameBytes) this.#provoked.add(closeCodes.frameTooBig)
    if (kind === 'text' && !isUtf8(bytes)) this.#provoked.add(NOT_UTF8)
    const key = kind === 'binary' ? 'null' : keyOf(bytes.toString())
    this.#owed.set(key, (this.#owed.get(key) ?? 0) + 1)
    this.#owing += 1
  }

  #hear(text: string): void {
    const frame = JSON.parse(text) as { id?: unknown; method?: unknown; error?: { data?: { code?: string } } }
    if (!('id' in frame)) {
      if (!this.#greeted && frame.method !== 'host.hello') this.#tally.faults.push('no greeting came first')
      this.#greeted = true
      return
    }
    const key = JSON.stringify(frame.id)
    const owed = this.#owed.get(key) ?? 0
    if (owed === 0) this.#tally.faults.push(`an answer that nobody asked for: ${key.slice(0, 80)}`)
    if (owed <= 1) this.#owed.delete(key)
    else this.#owed.set(key, owed - 1)
    const code = frame.error?.data?.code
    if (code === 'parse_error' || code === 'bad_frame') this.#bad += 1
    if (code === 'internal') this.#tally.faults.push(`an internal error for ${key.slice(0, 80)}`)
    this.#tally.answered += 1
    this.#owing -= 1
    if (this.#owing <= 0) this.#wake()
  }

  #closed(code: number): void {
    const deserved =
      this.#provoked.has(code) ||
      (code === closeCodes.badFrames && this.#bad >= limits.badFrames) ||
      // Another hostile client leads the room and has thrown this one out.
      code === closeCodes.removed
    if (!deserved) this.#tally.faults.push(`a socket was closed with ${code} for no reason`)
    this.#tally.cutOff += this.#owing
    this.#owing = 0
    this.#wake()
  }
}

function keyOf(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('id' in value)) return 'null'
    const id = requestSchema.shape.id.safeParse(value.id)
    return id.success ? JSON.stringify(id.data) : 'null'
  } catch {
    return 'null'
  }
}
