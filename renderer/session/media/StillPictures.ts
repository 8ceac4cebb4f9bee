import { z } from 'zod'
import type { TrackId } from '../../../protocol/ids.ts'
import type { MethodInput } from '../../../room/methods.ts'
import { type Arrived, standsStill } from './standsStill.ts'

/** So long the host and the sender are given to begin anew. */
const AGAIN_MS = 700

const arrivedSchema = z.object({
  type: z.literal('inbound-rtp'),
  packetsReceived: z.number(),
  framesDecoded: z.number(),
})

interface Look extends Arrived {
  /** When the host was asked last. */
  readonly askedMs: number
}

/**
 * Tells the host of pictures that stand still. Browsers ask by themselves for one that can be decoded, but after three seconds,
 * and after three more where that gets lost as well. Nothing is looked at while all pictures move.
 */
export class StillPictures {
  readonly #ask: (params: MethodInput<'media.refresh'>) => void
  readonly #looks = new WeakMap<RTCRtpReceiver, Look>()

  /** @param ask asks the host to set one in motion. */
  constructor(ask: (params: MethodInput<'media.refresh'>) => void) {
    this.#ask = ask
  }

  /** A picture that is shown stands still. To be called again and again while it does. */
  async look(track: TrackId, receiver: RTCRtpReceiver): Promise<void> {
    const now = await arrivedOn(receiver).catch(() => null)
    if (now === null) return
    const before = this.#looks.get(receiver)
    const askedMs = before?.askedMs ?? Number.NEGATIVE_INFINITY
    const how = before === undefined ? null : standsStill(before, now)
    const asking = how !== null && now.atMs - askedMs >= AGAIN_MS
    this.#looks.set(receiver, { ...now, askedMs: asking ? now.atMs : askedMs })
    if (asking) this.#ask({ tracks: [{ track, arrives: how === 'incomplete' }] })
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
