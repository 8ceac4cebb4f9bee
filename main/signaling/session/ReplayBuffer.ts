import type { NotificationContent, NotificationName } from '../../../protocol/wire/notifications.ts'
import { notificationFrame } from '../../../protocol/wire/frames.ts'
import { limits } from '../../../protocol/limits.ts'
import { encodeEvents } from '../frames/encodeEvents.ts'

interface Kept {
  readonly seq: number
  readonly frame: string
}

/** Numbers what a session is told, and keeps the newest of it for a client whose connection broke. */
export class ReplayBuffer {
  #seq: number
  #kept: Kept[] = []
  #length = 0

  /** @param seq the number before the first news. */
  constructor(seq = 0) {
    this.#seq = seq
  }

  /** The number of the newest news. */
  get seq(): number {
    return this.#seq
  }

  /** @returns the frame to send. */
  add<N extends Exclude<NotificationName, 'room.events'>>(name: N, content: NotificationContent<N>): string {
    return this.#keep((seq) => notificationFrame(name, { seq, ...content }))
  }

  /** The same for what has happened in the room. */
  addEvents(events: NotificationContent<'room.events'>['events']): string {
    return this.#keep((seq) => encodeEvents(seq, events))
  }

  /** What came after `seq`; null where not all of it is kept any more, or where it was never sent. */
  since(seq: number): readonly string[] | null {
    const oldest = this.#kept[0]?.seq ?? this.#seq + 1
    if (seq > this.#seq || seq < oldest - 1) return null
    return this.#kept.filter((kept) => kept.seq > seq).map(({ frame }) => frame)
  }

  #keep(frameOf: (seq: number) => string): string {
    this.#seq += 1
    const frame = frameOf(this.#seq)
    this.#kept.push({ seq: this.#seq, frame })
    this.#length += frame.length
    while (this.#kept.length > limits.replayFrames || this.#length > limits.replayLength) {
      this.#length -= this.#kept.shift()?.frame.length ?? 0
    }
    return frame
  }
}
