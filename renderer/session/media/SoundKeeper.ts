import { z } from 'zod'
import { NO_RESERVE, type SoundReserve, soundReserve } from './soundReserve.ts'

const LOOK_MS = 1000

const soundSchema = z.object({
  type: z.literal('inbound-rtp'),
  totalSamplesReceived: z.number(),
  concealedSamples: z.number(),
  silentConcealedSamples: z.number().optional(),
})

interface Heard {
  readonly samples: number
  readonly madeUp: number
}

/**
 * Holds somebody's sound ready a little longer while too much of it comes too late. Browsers find that out by
 * themselves, but over minutes, and until then play gaps into which the lost packets would have fitted.
 */
export class SoundKeeper {
  readonly #receivers: () => Iterable<RTCRtpReceiver>
  readonly #timer: ReturnType<typeof setInterval>
  readonly #heard = new WeakMap<RTCRtpReceiver, Heard>()
  readonly #reserves = new WeakMap<RTCRtpReceiver, SoundReserve>()
  #looking = false

  constructor(receivers: () => Iterable<RTCRtpReceiver>) {
    this.#receivers = receivers
    this.#timer = setInterval(() => void this.#look(), LOOK_MS)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    for (const receiver of this.#receivers()) {
      // Whoever is muted, or silent for longer, misses nothing.
      if (receiver.track.kind !== 'audio' || receiver.track.muted) continue
      const now = await heardOf(receiver).catch(() => null)
      if (now !== null) this.#take(receiver, now)
    }
    this.#looking = false
  }

  #take(receiver: RTCRtpReceiver, now: Heard): void {
    const before = this.#heard.get(receiver)
    this.#heard.set(receiver, now)
    if (before === undefined || now.samples <= before.samples) return
    const reserve = this.#reserves.get(receiver) ?? NO_RESERVE
    const next = soundReserve(reserve, (now.madeUp - before.madeUp) / (now.samples - before.samples))
    this.#reserves.set(receiver, next)
    // Where a browser does not have it, this changes nothing.
    if (next.ms !== reserve.ms) receiver.jitterBufferTarget = next.ms === 0 ? null : next.ms
  }
}

async function heardOf(receiver: RTCRtpReceiver): Promise<Heard | null> {
  for (const entry of (await receiver.getStats()).values()) {
    const read = soundSchema.safeParse(entry)
    if (!read.success) continue
    const { totalSamplesReceived: samples, concealedSamples, silentConcealedSamples = 0 } = read.data
    return { samples, madeUp: concealedSamples - silentConcealedSamples }
  }
  return null
}
