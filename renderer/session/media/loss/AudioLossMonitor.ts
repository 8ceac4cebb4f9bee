import { z } from 'zod'
import {
  type MissingSound,
  missingShare,
  audioLoss,
  NOTHING_MISSING,
  type PacketCounts,
} from './audioLoss.ts'
import { NO_RESERVE, type SoundReserve, soundReserve } from './soundReserve.ts'

const LOOK_MS = 1000

const soundSchema = z.object({
  type: z.literal('inbound-rtp'),
  totalSamplesReceived: z.number(),
  concealedSamples: z.number(),
  packetsReceived: z.number(),
  packetsLost: z.number().default(0),
  nackCount: z.number().default(0),
  silentConcealedSamples: z.number().optional(),
})

interface Heard {
  readonly samples: number
  readonly madeUp: number
  readonly packets: PacketCounts
}

/**
 * Holds somebody's sound ready a little longer while too much of it comes too late. Browsers find that out by
 * themselves, but over minutes, and until then play gaps into which the lost packets would have fitted. Tells the host as well,
 * which has the voices repeat themselves.
 */
export class AudioLossMonitor {
  readonly #receivers: () => Iterable<RTCRtpReceiver>
  readonly #timer: ReturnType<typeof setInterval>
  readonly #heard = new WeakMap<RTCRtpReceiver, Heard>()
  readonly #reserves = new WeakMap<RTCRtpReceiver, SoundReserve>()
  readonly #onLossy: (lossy: boolean) => void
  #missing: MissingSound = NOTHING_MISSING
  #looking = false

  /** @param onLossy told when packets of what is heard begin to get lost, and when none have for a while. */
  constructor(receivers: () => Iterable<RTCRtpReceiver>, onLossy: (lossy: boolean) => void) {
    this.#receivers = receivers
    this.#onLossy = onLossy
    this.#timer = setInterval(() => void this.#look(), LOOK_MS)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    let most = 0
    for (const receiver of this.#receivers()) {
      // Whoever is muted, or silent for longer, misses nothing.
      if (receiver.track.kind !== 'audio' || receiver.track.muted) continue
      const now = await heardOf(receiver).catch(() => null)
      if (now !== null) most = Math.max(most, this.#take(receiver, now))
    }
    this.#looking = false
    const { lossy } = this.#missing
    this.#missing = audioLoss(this.#missing, most)
    if (this.#missing.lossy !== lossy) this.#onLossy(this.#missing.lossy)
  }

  /** @returns the share (0 to 1) of packets that has been missing at first since the last look. */
  #take(receiver: RTCRtpReceiver, now: Heard): number {
    const before = this.#heard.get(receiver)
    this.#heard.set(receiver, now)
    if (before === undefined || now.samples <= before.samples) return 0
    const reserve = this.#reserves.get(receiver) ?? NO_RESERVE
    const madeUp = (now.madeUp - before.madeUp) / (now.samples - before.samples)
    const next = soundReserve(reserve, madeUp)
    this.#reserves.set(receiver, next)
    // Where a browser does not have it, this changes nothing.
    if (next.ms !== reserve.ms) receiver.jitterBufferTarget = next.ms === 0 ? null : next.ms
    return missingShare(before.packets, now.packets)
  }
}

async function heardOf(receiver: RTCRtpReceiver): Promise<Heard | null> {
  for (const entry of (await receiver.getStats()).values()) {
    const read = soundSchema.safeParse(entry)
    if (!read.success) continue
    const { totalSamplesReceived: samples, concealedSamples, silentConcealedSamples = 0 } = read.data
    const { packetsReceived: received, packetsLost: lost, nackCount: asked } = read.data
    return { samples, madeUp: concealedSamples - silentConcealedSamples, packets: { received, lost, asked } }
  }
  return null
}
