import type { types } from 'mediasoup'
import { z } from 'zod'
import { JamPace } from './JamPace.ts'
import { NarrowNotice } from './NarrowNotice.ts'
import { ProbePace } from './ProbePace.ts'
import type { Received } from './Received.ts'

/**
 * Where packets get lost, the estimate of what a client can receive falls without an end, and climbs from there for many
 * seconds. So much it takes to show one small picture, and beside it two voices still fit into 300 kbit/s; beside a share's
 * sound as well, one with fewer frames. Bits per second, sound not counted.
 */
export const LEAST_OUTGOING_BITRATE = 180_000
const LEAST_BESIDE_SHARED_SOUND = 100_000

/** A worker shows no larger pictures for ten seconds after it had to show smaller ones; by then it has let go itself. */
const LIFT_AGAIN_MS = 10_000
/** The worker needs a moment to give out what it has just found. */
const LIFT_AFTER_MS = 1500

/** A share that hurts large pictures; a line that has just become good again does not lose so much any more. */
const MUCH_LOST = 0.05
/** A line holds back a third of a second's worth at the usual most; some more is sent again meanwhile. */
const DRAIN_MS = 500

const bandwidthSchema = z.object({ availableBitrate: z.number(), desiredBitrate: z.number() })
const sentSchema = z.array(z.object({ rtpSendBitrate: z.number(), rtxSendBitrate: z.number() }))

/**
 * Brings pictures that a bad line has made small back to their size soon after the line is good again. It costs nothing
 * while all pictures have the size that the client shows them in.
 */
export class BandwidthWatch {
  readonly #transport: types.Transport
  readonly #renewProbes: () => Promise<void>
  readonly #notice: NarrowNotice
  readonly #pictures = new Set<Received>()
  /** Of shares. */
  readonly #sounds = new Set<Received>()
  #limit: number | null = null
  #pace: ProbePace | null = null
  /** Since when there would be enough for all; monotonic milliseconds. */
  #enoughSince: number | null = null
  #liftedAt = Number.NEGATIVE_INFINITY
  readonly #jams = new JamPace()
  #draining: NodeJS.Timeout | undefined
  #closed = false

  /**
   * @param renewProbes gives tries that had no effect another chance.
   * @param onNarrow told when pictures have been too small for some seconds, and when they are so no longer.
   */
  constructor(
    transport: types.Transport,
    renewProbes: () => Promise<void>,
    onNarrow: (narrow: boolean) => void,
  ) {
    this.#transport = transport
    this.#renewProbes = renewProbes
    this.#notice = new NarrowNotice((narrow) => {
      for (const sound of this.#sounds) sound.narrow = narrow
      onNarrow(narrow)
    })
    transport.on('trace', (trace) => {
      const told = bandwidthSchema.safeParse(trace.info)
      if (told.success) this.#take(told.data).catch(() => undefined)
    })
  }

  /** Keeps an eye on a picture, or on a share's sound, until it ends. */
  add(received: Received): void {
    const { consumer } = received
    const sound = consumer.kind === 'audio'
    const all = sound ? this.#sounds : this.#pictures
    all.add(received)
    if (sound) {
      received.narrow = this.#notice.told
      this.limit(this.#limit)
    }
    consumer.observer.on('layerschange', () => this.#look())
    consumer.observer.once('close', () => {
      all.delete(received)
      if (sound && !this.#closed) this.limit(this.#limit)
      this.#look()
    })
  }

  /** The most that is sent, in bits per second; null: as much as gets through. */
  limit(bitrate: number | null): void {
    this.#limit = bitrate
    const least = this.#sounds.size > 0 ? LEAST_BESIDE_SHARED_SOUND : LEAST_OUTGOING_BITRATE
    // The worker refuses a most below its least; so the least gives way, while there is no most.
    this.#ask(this.#transport.setMaxOutgoingBitrate(0))
    this.#ask(this.#transport.setMinOutgoingBitrate(Math.min(bitrate ?? least, least)))
    this.#ask(this.#transport.setMaxOutgoingBitrate(bitrate ?? 0))
  }

  /** Nothing more is done, nor told, though what was asked of the worker before may still be answered. */
  close(): void {
    this.#closed = true
    this.#notice.close()
    clearTimeout(this.#draining)
  }

  get #short(): Received[] {
    return [...this.#pictures].filter((received) => received.short !== null)
  }

  /** What has jammed the line, and all that is sent again of it, would hold up the smaller pictures: they wait until it is gone. */
  #drain(): void {
    const pictures = [...this.#pictures]
    for (const received of pictures) void received.hold('jam', true)
    clearTimeout(this.#draining)
    this.#draining = setTimeout(() => {
      this.#draining = undefined
      for (const received of pictures) void received.hold('jam', false)
      this.#look()
    }, DRAIN_MS)
  }

  #look(): void {
    // Pictures that wait tell nothing.
    if (this.#closed || this.#draining !== undefined) return
    // Who wants no more is told nothing.
    this.#notice.take(this.#limit === null && this.#short.some((received) => received.short === 'size'))
    const short = this.#short.length > 0
    if (short === (this.#pace !== null)) return
    this.#pace = short ? new ProbePace() : null
    this.#enoughSince = null
    this.#ask(this.#transport.enableTraceEvent(short ? ['bwe'] : []))
    if (!short) this.#ask(this.#transport.setMaxOutgoingBitrate(this.#limit ?? 0))
  }

  /** Rejects where what is looked at closes meanwhile. */
  async #take({
    availableBitrate: available,
    desiredBitrate: desired,
  }: z.infer<typeof bandwidthSchema>): Promise<void> {
    const nowMs = performance.now()
    this.#look()
    // Where packets get lost by chance, smaller pictures suffer less: nothing larger is tried meanwhile.
    const [first] = this.#short
    const lost = (await first?.lost()) ?? 0
    const again = await this.#sentAgain()
    if (this.#closed) return
    if (this.#jams.next(Math.max(lost, again), nowMs)) return this.#drain()
    if (lost > MUCH_LOST) return
    if (this.#pace === null) return
    const wanted = this.#pace.next({ available, desired }, this.#limit, nowMs)
    if (wanted !== null) {
      if (this.#pace.unheard) await this.#renewProbes()
      this.#try(Math.round(wanted))
    }
    if (available < desired) this.#enoughSince = null
    else this.#enoughSince ??= nowMs
    if (this.#enoughSince === null || nowMs - this.#enoughSince < LIFT_AFTER_MS) return
    if (nowMs - this.#liftedAt < LIFT_AGAIN_MS) return
    this.#liftedAt = nowMs
    for (const received of this.#short) if (received.short === 'size') void received.lift()
  }

  /** Of all that is sent, the share that was sent before; at most 1. What was asked for twice counts twice. */
  async #sentAgain(): Promise<number> {
    const [sent] = sentSchema.parse(await this.#transport.getStats())
    return sent === undefined
      ? 0
      : sent.rtxSendBitrate / Math.max(1, sent.rtpSendBitrate + sent.rtxSendBitrate)
  }

  /** A worker tries only what is more than it was allowed before. */
  #try(bitrate: number): void {
    this.#ask(this.#transport.setMaxOutgoingBitrate(bitrate - 1000))
    this.#ask(this.#transport.setMaxOutgoingBitrate(bitrate))
  }

  /** A transport that closes meanwhile needs nothing of this any more. */
  #ask(done: Promise<unknown>): void {
    done.catch(() => undefined)
  }
}
