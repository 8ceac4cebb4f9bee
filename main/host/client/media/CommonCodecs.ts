import type { RtpCapabilities } from '../../../../protocol/wire/media/media.ts'
import type { RoomName } from '../../../../protocol/names.ts'
import { VIDEO_CODECS, type VideoCodec, videoCodecsOf } from '../../../../protocol/wire/media/videoCodecs.ts'

/** Somebody in a room who receives pictures. */
export interface Receiver {
  tellCodecs(codecs: readonly VideoCodec[]): void
}

interface Entry {
  readonly codecs: readonly VideoCodec[]
  /** What the receiver was told last, as one text. */
  told: string
}

const ALL = VIDEO_CODECS.join()

/**
 * Knows of each room what everybody in it can decode, so that nobody sends what somebody cannot see. It goes by the room's
 * name, on whatever media workers its people are.
 */
export class CommonCodecs {
  readonly #rooms = new Map<RoomName, Map<Receiver, Entry>>()

  /** Somebody receives in a room, or anew, and knows of no limits yet. */
  enter(room: RoomName, receiver: Receiver, capabilities: RtpCapabilities): void {
    const inside = this.#rooms.get(room) ?? new Map<Receiver, Entry>()
    this.#rooms.set(room, inside.set(receiver, { codecs: videoCodecsOf(capabilities), told: ALL }))
    this.#tell(inside)
  }

  /** Tells somebody once more who may have missed it. */
  repeat(room: RoomName, receiver: Receiver): void {
    const inside = this.#rooms.get(room)
    const entry = inside?.get(receiver)
    if (inside === undefined || entry === undefined) return
    entry.told = ''
    this.#tell(inside)
  }

  leave(room: RoomName, receiver: Receiver): void {
    const inside = this.#rooms.get(room)
    if (!inside?.delete(receiver)) return
    if (inside.size === 0) this.#rooms.delete(room)
    this.#tell(inside)
  }

  #tell(inside: ReadonlyMap<Receiver, Entry>): void {
    const entries = [...inside.values()]
    const common = VIDEO_CODECS.filter((codec) => entries.every(({ codecs }) => codecs.includes(codec)))
    const told = common.join()
    for (const [receiver, entry] of inside) {
      if (entry.told === told) continue
      entry.told = told
      receiver.tellCodecs(common)
    }
  }
}
