import type { types } from 'mediasoup'
import { z } from 'zod'
import type { Source } from '../../../protocol/wire/media/media.ts'
import { CongestionDetector, type Waste } from './CongestionDetector.ts'
import { NarrowNotice } from './NarrowNotice.ts'
import { ProbeController } from './ProbeController.ts'
import type { Subscription } from '../session/Subscription.ts'
import { type MediaLog, unlessClosed } from '../routing/unlessClosed.ts'

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
const LIFT_AFTER_MS = 1000
/** A worker leaves a size alone for two seconds after its sender has begun with it. */
const SETTLED_MS = 2050

/** A share that hurts large pictures; a line that has just become good again does not lose so much any more. */
const MUCH_LOST = 0.05
/** A line holds back a third of a second's worth at the usual most; some more is sent again meanwhile. */
const DRAIN_MS = 500
const LOOK_MS = 250

const bandwidthSchema = z.object({ desiredBitrate: z.number() })
const lineSchema = z.tuple([
  z.object({
    availableOutgoingBitrate: z.number().default(0),
    rtpPacketLossSent: z.number().default(0),
    rtpSendBitrate: z.number(),
    rtxSendBitrate: z.number(),
  }),
])

/**
 * What goes on: all pictures have the size that the client shows (`whole`); some are smaller, and more is tried (`short`);
 * all of them wait until a jammed line is empty (`draining`). Monotonic milliseconds.
 */
type Watch =
  | { readonly kind: 'whole' }
  | { readonly kind: 'short'; readonly pace: ProbeController; readonly enoughSince: number | null }
  | {
      readonly kind: 'draining'
      readonly pace: ProbeController
      readonly until: number
      readonly waiting: readonly Subscription[]
    }

/**
 * Brings pictures that a bad line has made small back to their size soon after the line is good again. It costs nothing
 * while all pictures have the size that the client shows them in.
 */
export class BandwidthWatch {
  readonly #transport: types.Transport
  readonly #renewProbes: () => Promise<void>
  readonly #notice: NarrowNotice
  readonly #log: MediaLog
  readonly #pictures = new Set<Subscription>()
  readonly #sounds = new Set<Subscription>()
  #sharedSounds = 0
  #limit: number | null = null
  #watch: Watch = { kind: 'whole' }
  /** What all pictures together would take, as the worker said last; bits per second, null: it has not yet. */
  #desired: number | null = null
  #liftedAt = Number.NEGATIVE_INFINITY
  readonly #jams = new CongestionDetector()
  #timer: NodeJS.Timeout | undefined
  #failing = false
  #closed = false

  /**
   * @param renewProbes gives tries that had no effect another chance.
   * @param onNarrow told when pictures have been too small for some seconds, and when they are so no longer.
   */
  constructor(
    transport: types.Transport,
    renewProbes: () => Promise<void>,
    onNarrow: (narrow: boolean) => void,
    log: MediaLog,
  ) {
    this.#transport = transport
    this.#log = log
    this.#renewProbes = renewProbes
    this.#notice = new NarrowNotice((narrow) => {
      for (const sound of this.#sounds) sound.narrow = narrow
      onNarrow(narrow)
    })
    transport.on('trace', (trace) => {
      const told = bandwidthSchema.safeParse(trace.info)
      if (told.success) this.#desired = told.data.desiredBitrate
    })
  }

  /** Keeps an eye on a track until it ends. */
  add(received: Subscription, source: Source): void {
    const { observer, kind } = received.consumer
    const all = kind === 'video' ? this.#pictures : this.#sounds
    all.add(received)
    if (kind === 'audio') received.narrow = this.#notice.told
    if (source === 'screenSound') this.#countSharedSounds(1)
    observer.on('layerschange', () => this.#look())
    observer.once('close', () => {
      all.delete(received)
      if (source === 'screenSound') this.#countSharedSounds(-1)
      this.#look()
    })
  }

  /** The most that is sent, in bits per second; null: as much as gets through. */
  limit(bitrate: number | null): void {
    this.#limit = bitrate
    const least = this.#sharedSounds > 0 ? LEAST_BESIDE_SHARED_SOUND : LEAST_OUTGOING_BITRATE
    // The worker refuses a most below its least; so the least gives way, while there is no most.
    this.#ask(this.#transport.setMaxOutgoingBitrate(0))
    this.#ask(this.#transport.setMinOutgoingBitrate(Math.min(bitrate ?? least, least)))
    this.#ask(this.#transport.setMaxOutgoingBitrate(bitrate ?? 0))
  }

  /** Tells again whether pictures are too small, to a client that may not know it. */
  tellAgain(): void {
    this.#notice.again()
  }

  /** Nothing more is done, nor told, though what was asked of the worker before may still be answered. */
  close(): void {
    this.#closed = true
    this.#notice.close()
    clearTimeout(this.#timer)
  }

  #countSharedSounds(change: number): void {
    this.#sharedSounds += change
    if (!this.#closed) this.limit(this.#limit)
  }

  get #short(): Subscription[] {
    return [...this.#pictures].filter((received) => received.short !== null)
  }

  #look(): void {
    // Pictures that wait tell nothing.
    if (this.#closed || this.#watch.kind === 'draining') return
    // Who wants no more is told nothing.
    this.#notice.take(this.#limit === null && this.#short.some((received) => received.short === 'size'))
    const short = this.#short.length > 0
    if (short === (this.#watch.kind === 'short')) return
    this.#ask(this.#transport.enableTraceEvent(short ? ['bwe'] : []))
    if (short) {
      this.#desired = null
      this.#watch = { kind: 'short', pace: new ProbeController(), enoughSince: null }
      this.#goOn()
    } else {
      this.#watch = { kind: 'whole' }
      clearTimeout(this.#timer)
      this.#ask(this.#transport.setMaxOutgoingBitrate(this.#limit ?? 0))
    }
  }

  /** One step after another, until there is nothing left to do. */
  #goOn(): void {
    clearTimeout(this.#timer)
    const again = () => {
      if (this.#closed || this.#watch.kind === 'whole') return
      this.#timer = setTimeout(() => this.#goOn(), LOOK_MS)
    }
    this.#step().then(
      () => {
        this.#failing = false
        again()
      },
      (error: unknown) => {
        // Told once in a row: it is tried again four times a second.
        if (!this.#failing) this.#failed('looking at what gets through')(error)
        this.#failing = true
        again()
      },
    )
  }

  async #step(): Promise<void> {
    const nowMs = performance.now()
    if (this.#watch.kind === 'draining') return this.#endDrain(this.#watch, nowMs)
    this.#look()
    const watch = this.#watch
    if (watch.kind !== 'short') return
    const [first] = this.#short
    const reported = first === undefined ? 0 : await lostBy(first)
    const [line] = lineSchema.parse(await this.#transport.getStats())
    if (this.#closed || this.#watch !== watch) return
    const { rtpSendBitrate: sent, rtxSendBitrate: again, rtpPacketLossSent, availableOutgoingBitrate } = line
    const waste: Waste = {
      lost: rtpPacketLossSent,
      reported,
      again: again / Math.max(1, sent + again),
    }
    if (this.#jams.next(waste, nowMs)) return this.#drain(watch.pace, nowMs)
    // Where packets get lost by chance, smaller pictures suffer less: nothing larger is tried meanwhile.
    if (reported > MUCH_LOST || this.#desired === null) return
    await this.#try(watch.pace, availableOutgoingBitrate, this.#desired, nowMs)
    const enough = availableOutgoingBitrate >= this.#desired
    const enoughSince = enough ? (watch.enoughSince ?? nowMs) : null
    if (this.#watch === watch) this.#watch = { ...watch, enoughSince }
    if (enoughSince !== null) this.#enlarge(nowMs - enoughSince, nowMs)
  }

  /** What has jammed the line, and all that is sent again of it, would hold up the smaller pictures: they wait until it is gone. */
  #drain(pace: ProbeController, nowMs: number): void {
    const waiting = [...this.#pictures]
    this.#watch = { kind: 'draining', pace, until: nowMs + DRAIN_MS, waiting }
    for (const received of waiting) void received.hold('jam', true)
  }

  #endDrain({ pace, until, waiting }: Extract<Watch, { kind: 'draining' }>, nowMs: number): void {
    if (nowMs < until) return
    this.#watch = { kind: 'short', pace, enoughSince: null }
    for (const received of waiting) void received.hold('jam', false)
  }

  /** A worker tries only what is more than it was allowed before. */
  async #try(pace: ProbeController, available: number, desired: number, nowMs: number): Promise<void> {
    const wanted = pace.next({ available, desired }, this.#limit, nowMs)
    if (wanted === null) return
    if (pace.unheard) await this.#renewProbes()
    const bitrate = Math.round(wanted)
    this.#ask(this.#transport.setMaxOutgoingBitrate(bitrate - 1000))
    this.#ask(this.#transport.setMaxOutgoingBitrate(bitrate))
  }

  /** There would be enough for all pictures, and has been for so long. */
  #enlarge(sinceMs: number, nowMs: number): void {
    const small = this.#short.filter((one) => one.short === 'size' && one.settledMs(nowMs) >= SETTLED_MS)
    for (const received of small) void received.nudge()
    const stuck = small.filter((one) => one.settledMs(nowMs) >= SETTLED_MS + LIFT_AFTER_MS)
    if (stuck.length === 0 || sinceMs < LIFT_AFTER_MS || nowMs - this.#liftedAt < LIFT_AGAIN_MS) return
    this.#liftedAt = nowMs
    for (const received of stuck) void received.lift()
  }

  #ask(done: Promise<unknown>): void {
    done.catch(this.#failed('setting what is sent to a client'))
  }

  /** A transport that closes meanwhile needs nothing of this any more. */
  #failed(doing: string): (error: unknown) => void {
    return unlessClosed(this.#transport, this.#log, doing, { transport: this.#transport.id })
  }
}

/** Of a picture that ends meanwhile nothing is lost. */
async function lostBy(received: Subscription): Promise<number> {
  try {
    return await received.lost()
  } catch (error) {
    if (received.consumer.closed) return 0
    throw error
  }
}
