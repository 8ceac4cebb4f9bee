import { z } from 'zod'
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
  readonly packets: number
  readonly lost: number
  /** How often packets were asked for again. */
  readonly asked: number
}

/** The share (0 to 1) of one sound's packets that must be missing at first before somebody does something about it. */
const LOSSY = 0.03
/** Of fewer packets a share says nothing: a pause in speech takes two or three a second. */
const ENOUGH_PACKETS = 20
const CALM_LOOKS = 20

/**
 * Holds somebody's sound ready a little longer while too much of it comes too late. Browsers find that out by
 * themselves, but over minutes, and until then play gaps into which the lost packets would have fitted. Tells the host as well,
 * which has the voices repeat themselves.
 */
export class SoundKeeper {
  readonly #receivers: () => Iterable<RTCRtpReceiver>
  readonly #timer: ReturnType<typeof setInterval>
  readonly #heard = new WeakMap<RTCRtpReceiver, Heard>()
  readonly #reserves = new WeakMap<RTCRtpReceiver, SoundReserve>()
  readonly #onLossy: (lossy: boolean) => void
  #lossy = false
  #calmLooks = 0
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
    let missing = 0
    for (const receiver of this.#receivers()) {
      // Whoever is muted, or silent for longer, misses nothing.
      if (receiver.track.kind !== 'audio' || receiver.track.muted) continue
      const now = await heardOf(receiver).catch(() => null)
      if (now !== null) missing = Math.max(missing, this.#take(receiver, now))
    }
    this.#looking = false
    this.#tell(missing)
  }

  /**
   * @returns the share (0 to 1) of packets that has been missing at first since the last look. What was made up says nothing of
   *   that: where the computer has too much to do, all packets may have come.
   */
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
    const lost = Math.max(0, now.lost - before.lost)
    const sent = now.packets - before.packets + lost
    // What is asked for mostly comes, and is lost no longer.
    return sent < ENOUGH_PACKETS ? 0 : Math.max(lost, now.asked - before.asked) / sent
  }

  #tell(missing: number): void {
    this.#calmLooks = missing >= LOSSY ? 0 : this.#calmLooks + 1
    const lossy = missing >= LOSSY || (this.#lossy && this.#calmLooks < CALM_LOOKS)
    if (lossy === this.#lossy) return
    this.#lossy = lossy
    this.#onLossy(lossy)
  }
}

async function heardOf(receiver: RTCRtpReceiver): Promise<Heard | null> {
  for (const entry of (await receiver.getStats()).values()) {
    const read = soundSchema.safeParse(entry)
    if (!read.success) continue
    const { totalSamplesReceived: samples, concealedSamples, silentConcealedSamples = 0 } = read.data
    const { packetsReceived: packets, packetsLost: lost, nackCount: asked } = read.data
    return { samples, madeUp: concealedSamples - silentConcealedSamples, packets, lost, asked }
  }
  return null
}
