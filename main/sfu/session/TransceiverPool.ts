import { kindOf, type Source } from '../../../protocol/wire/media/media.ts'
import { slotMids, type Slots as Counts } from '../../../protocol/wire/media/transceiverPool.ts'

/**
 * The sections that a client's session description has ready for what it will receive. Each is used once: in a second
 * person's tile nothing must ever be seen of the first.
 */
export class TransceiverPool {
  readonly #free: Record<keyof Counts, string[]> = { audio: [], video: [] }

  /** The client has these, all of them unused. */
  offer(counts: Counts): void {
    this.#free.audio = slotMids(counts, 'audio')
    this.#free.video = slotMids(counts, 'video')
  }

  /** The MID of one for a track, which is used from now on; null where there is none, or where the track needs its own. */
  take(source: Source): string | null {
    // How a share's sound is to be decoded, in two channels, stands in the session description.
    if (source !== 'camera' && source !== 'microphone') return null
    return this.#free[kindOf(source)].shift() ?? null
  }

  /** Nothing came in one that was taken. */
  giveBack(source: Source, mid: string): void {
    this.#free[kindOf(source)].unshift(mid)
  }
}
