import { z } from 'zod'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { MethodInput } from '../../../../room/methods.ts'
import { type Arrived, type FreezeSample, freezeCheck } from './freezeCheck.ts'

/** Two looks tell how a picture stands still; so long before the host is asked again, the first is made. */
const AHEAD_MS = 200

const arrivedSchema = z.object({
  type: z.literal('inbound-rtp'),
  packetsReceived: z.number(),
  framesDecoded: z.number(),
})

/**
 * Tells the host of pictures that stand still. Browsers ask by themselves for one that can be decoded, but after three seconds,
 * and after three more where that gets lost as well. Nothing is looked at while all pictures move.
 */
export class FrozenVideo {
  readonly #ask: (params: MethodInput<'media.refresh'>) => void
  readonly #looks = new WeakMap<RTCRtpReceiver, FreezeSample>()

  /** @param ask asks the host to set one in motion. */
  constructor(ask: (params: MethodInput<'media.refresh'>) => void) {
    this.#ask = ask
  }

  /** A picture that is shown stands still. To be called again and again while it does. */
  async look(track: TrackId, receiver: RTCRtpReceiver): Promise<void> {
    const before = this.#looks.get(receiver)
    if (before !== undefined && performance.now() < before.dueMs - AHEAD_MS) return
    const now = await arrivedOn(receiver).catch(() => null)
    if (now === null) return
    const { look, how } = freezeCheck(before, now)
    this.#looks.set(receiver, look)
    if (how !== null) this.#ask({ tracks: [{ track, arrives: how === 'incomplete' }] })
  }
}

async function arrivedOn(receiver: RTCRtpReceiver): Promise<Arrived | null> {
  for (const entry of (await receiver.getStats()).values()) {
    const read = arrivedSchema.safeParse(entry)
    if (!read.success) continue
    const { packetsReceived: packets, framesDecoded: pictures } = read.data
    return { packets, pictures, atMs: performance.now() }
  }
  return null
}
