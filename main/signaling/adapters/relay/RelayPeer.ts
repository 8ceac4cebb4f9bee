import type { WebSocket } from 'ws'
import { closeCodes } from '../../../../protocol/wire/closeCodes.ts'
import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import { limits } from '../../../../protocol/limits.ts'
import { relayMessageSchema, relayTypes } from '../../../../protocol/wire/relay.ts'
import { exceedsDepth } from '../../frames/exceedsDepth.ts'
import { RateLimiter } from '../../../throttling/RateLimiter.ts'
import { type InTurn, onFrame } from '../../connection/onFrame.ts'
import { safeParse } from '../../frames/safeParse.ts'
import { OutboundQueue } from '../../connection/OutboundQueue.ts'
import type { RelayMember, RelayRooms } from './RelayRooms.ts'

/** One client of the relay: the gate for its frames, and the way back. */
export class RelayPeer implements RelayMember {
  readonly #socket: WebSocket
  readonly #inTurn: InTurn
  readonly #queue: OutboundQueue
  readonly #rooms: RelayRooms
  readonly #room: string
  readonly #id: string
  readonly #rates = new RateLimiter()
  #badFrames = 0

  constructor(
    socket: WebSocket,
    inTurn: InTurn,
    rooms: RelayRooms,
    place: { readonly room: string; readonly id: string },
  ) {
    this.#socket = socket
    this.#inTurn = inTurn
    this.#queue = new OutboundQueue(socket)
    this.#rooms = rooms
    this.#room = place.room
    this.#id = place.id
  }

  /** Enters the room and serves until the socket ends; or closes it where there is no place. */
  serve(): void {
    switch (this.#rooms.enter(this.#room, this.#id, this)) {
      case 'taken':
        return this.#socket.close(closeCodes.taken, 'Somebody in this room has that id.')
      case 'full':
        return this.#socket.close(closeCodes.full, 'There is no place for another one.')
      default:
        this.#tellOthers('new-peer', this.#id)
        onFrame(this.#socket, this.#inTurn, (text) => this.#receive(text ?? ''))
        this.#socket.once('close', () => {
          this.#rooms.leave(this.#room, this.#id)
          this.#tellOthers('peer-left', this.#id)
        })
    }
  }

  deliver(frame: string): void {
    this.#queue.send(frame)
  }

  #receive(text: string): void {
    try {
      this.#pass(text)
    } catch (error) {
      // Only ours is told as it is; anything else must not end the host, nor tell how it is built.
      const { code, message, details } =
        error instanceof ProtocolError ? error : new ProtocolError('internal')
      this.deliver(JSON.stringify({ type: 'error', data: { ...details, code, message } }))
      if (code !== 'parse_error' && code !== 'bad_frame') return
      this.#badFrames += 1
      if (this.#badFrames >= limits.badFrames)
        this.#queue.close(closeCodes.badFrames, 'Too many broken frames.')
    }
  }

  /** @throws ProtocolError where a frame goes nowhere. */
  #pass(text: string): void {
    const message = readMessage(text)
    const { type, data } = message
    const retryAfterMs = this.#rates.take(type, relayTypes[type].rate)
    if (retryAfterMs > 0) throw new ProtocolError('rate_limited', undefined, { retryAfterMs })
    if (message.type === 'chat') return this.#tellOthers('chat', data)
    const { to } = message
    const member = this.#rooms.find(this.#room, to)
    if (member === undefined) throw new ProtocolError('no_such_peer')
    member.deliver(this.#frame(type, to, data))
  }

  #tellOthers(type: string, data: unknown): void {
    this.#rooms.tellOthers(this.#room, this.#id, this.#frame(type, null, data))
  }

  /** The host says who sends and where, whatever the client has written. */
  #frame(type: string, to: string | null, data: unknown): string {
    return JSON.stringify({ type, room: this.#room, from: this.#id, to, data })
  }
}

/** @throws ProtocolError `parse_error`, `bad_frame`. */
function readMessage(text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError('parse_error')
  }
  const parsed = safeParse(relayMessageSchema, value)
  if (parsed.success && !exceedsDepth(value)) return parsed.data
  throw new ProtocolError('bad_frame', 'The frame is not a message of the relay: type, to and data.')
}
