import type { types } from 'mediasoup-client'
import { z } from 'zod'
import type { NotificationParams } from '../../../../protocol/wire/notifications.ts'
import { tuningOf } from './SdpTuning.ts'

/** A worker knows a voice by its first packets, which must be plain ones; some of them may get lost. */
const PLAIN_PACKETS = 10
const AGAIN_MS = 500
/** So long a way that is good again is taken to carry what it carried before, and so much of that (0 to 1). */
const LIFT_MS = 4000
const LIFT = 0.6

const sentSchema = z.object({ type: z.literal('outbound-rtp'), packetsSent: z.number() })

/**
 * What we do about packets of ours that get lost: voices repeat themselves while that is needed; and once a way is good again, the
 * browser is told so, whose estimate of it would else climb from its floor for seconds.
 */
export class LossRecovery {
  readonly #voices = new Set<types.Producer>()
  readonly #pictures = new Set<types.Producer>()
  readonly #onNegotiated: () => void
  #repeat = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #lift: ReturnType<typeof setTimeout> | undefined

  /**
   * @param onNegotiated told when the browser has taken a description, and from that which sizes are sent: what was asked of it
   *   meanwhile is to be asked again.
   */
  constructor(onNegotiated: () => void) {
    this.#onNegotiated = onNegotiated
  }

  /** A track of ours is sent from now on. */
  add(producer: types.Producer): void {
    const all = producer.kind === 'audio' ? this.#voices : this.#pictures
    all.add(producer)
    producer.observer.once('close', () => all.delete(producer))
    if (this.#repeat && producer.kind === 'audio') void this.#repeatVoices()
  }

  /** As the host says. */
  take({ repeat, carried }: Pick<NotificationParams<'media.repair'>, 'repeat' | 'carried'>): void {
    this.#repeat = repeat
    void this.#repeatVoices()
    if (carried === null) return
    clearTimeout(this.#lift)
    this.#setLeast(Math.round((LIFT * carried) / 1000))
    this.#lift = setTimeout(() => this.#setLeast(null), LIFT_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#lift)
    this.#voices.clear()
    this.#pictures.clear()
  }

  async #repeatVoices(): Promise<void> {
    clearTimeout(this.#timer)
    const all = [...this.#voices]
    const known = await Promise.all(all.map(isKnown))
    const voices = all.filter((_voice, index) => this.#repeat && known[index] === true)
    // All of them go over one connection.
    const [first] = all
    const tuning = first?.rtpSender && tuningOf(first.rtpSender)
    if (first === undefined || tuning === undefined) return
    const repeated = new Set(voices.flatMap(({ rtpSender }) => rtpSender ?? []))
    if (!sameSet(repeated, tuning.repeated)) {
      tuning.repeated = repeated
      this.#negotiate(first)
    }
    if (this.#repeat && voices.length < this.#voices.size)
      this.#timer = setTimeout(() => void this.#repeatVoices(), AGAIN_MS)
  }

  #setLeast(least: number | null): void {
    const [first] = this.#pictures
    const tuning = first?.rtpSender && tuningOf(first.rtpSender)
    if (first === undefined || tuning === undefined) return
    tuning.least = least
    this.#negotiate(first)
  }

  /** Has the library write a description anew, in turn with all else that it does. */
  #negotiate(producer: types.Producer): void {
    // One that closes meanwhile has the description written anew itself.
    producer.setRtpEncodingParameters({}).then(this.#onNegotiated, () => undefined)
  }
}

/** Whether the host's worker knows the voice by now. */
async function isKnown({ rtpSender }: types.Producer): Promise<boolean> {
  const report = await rtpSender?.getStats().catch(() => null)
  for (const entry of report?.values() ?? []) {
    const read = sentSchema.safeParse(entry)
    if (read.success && read.data.packetsSent >= PLAIN_PACKETS) return true
  }
  return false
}

function sameSet<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item))
}
