import type { types } from 'mediasoup'
import type { TrackId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import type { MethodParams } from '../../../room/methods.ts'
import type { Consumers, Source } from '../../../protocol/wire/media/media.ts'
import { Turns } from '../../throttling/Turns.ts'
import { BandwidthWatch } from '../allocation/BandwidthWatch.ts'
import { packConsumers } from './packConsumers.ts'
import type { HeldRoom } from '../routing/MediaRoom.ts'
import { LossWatch, TOO_MUCH_TO_CLIENT } from '../allocation/LossWatch.ts'
import { createOn } from '../routing/createOn.ts'
import { Subscription } from './Subscription.ts'
import { withProtocolErrors } from './withProtocolErrors.ts'
import { renewProbeSequence } from '../routing/renewProbeSequence.ts'
import { TransceiverPool } from './TransceiverPool.ts'
import { unlessClosed } from '../routing/unlessClosed.ts'

/** Of sound too, what was lost is sent again: on a local network that comes in time to be played. */
const AGAIN = { enableRtx: true }

/** Below this, in bits per second, hardly more than the smallest picture is sent to a client anyhow. */
const NARROW_BITRATE = 600_000

/** What a full room shows. */
const MOST_TRACKS = limits.tracksPerPeer * limits.peersPerRoom

/** What a client wants of a track that it receives; see {@link Subscription.prefer}. */
export interface Preference {
  readonly track: TrackId
  readonly layer: number | null
  readonly priority: number
}

/** Whoever enters a large room is not to keep the others waiting. */
const turns = new Turns()

export interface SubscriptionsOptions {
  readonly held: HeldRoom
  readonly transport: types.WebRtcTransport
  /** What the client can receive. */
  readonly rtpCapabilities: types.RtpCapabilities
  /** Whether a track is the client's own, which it does not get back. */
  readonly isOwn: (track: TrackId) => boolean
  readonly onNarrow: (narrow: boolean) => void
  readonly onRerouted: (tracks: readonly TrackId[]) => void
}

/** What one session gets of the others' tracks, over its receiving transport. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #bandwidth: BandwidthWatch
  readonly #slots = new TransceiverPool()
  /** Null while it is being set up. */
  readonly #received = new Map<TrackId, Subscription | null>()
  readonly #rerouted = new Set<TrackId>()
  /** In which sections that the client had ready. */
  readonly #placed = new Map<TrackId, { readonly source: Source; readonly mid: string }>()
  /** What was wished for before the track could be received here. */
  readonly #preferences = new Map<TrackId, Preference>()
  readonly #loss: LossWatch
  /** Whether so much gets lost on the way to the client that only the smallest pictures get there. */
  #heavy = false
  /** Whether the client misses packets of what it hears. */
  #lossy = false
  /** Whether the person is in the room with it. */
  #present = false

  constructor(options: SubscriptionsOptions) {
    const { held, transport, onNarrow } = options
    const { router, silence, worker } = held.home
    const failed = (doing: string) => unlessClosed(transport, worker.log, doing, { transport: transport.id })
    this.#options = options
    this.#loss = new LossWatch({
      traffic: async () => {
        const [stats] = await transport.getStats()
        const { availableOutgoingBitrate = 0, rtpPacketLossSent = 0, rtpSendBitrate = 0 } = stats ?? {}
        // What a narrow line loses is not lost by chance: there the worker's estimate decides how large pictures are.
        const lost = availableOutgoingBitrate < NARROW_BITRATE ? 0 : rtpPacketLossSent
        return { lost, bitrate: rtpSendBitrate }
      },
      onChange: (loss) => {
        this.#heavy = loss === 'heavy'
        for (const received of this.#received.values())
          void received?.bound('arriving', this.#heavy ? 0 : null)
      },
      heavy: TOO_MUCH_TO_CLIENT,
      onSuspicion: true,
      onFailed: failed('looking at what gets lost on the way to a client'),
    })
    this.#bandwidth = new BandwidthWatch(
      transport,
      () => renewProbeSequence(router, silence),
      onNarrow,
      worker.log,
    )
  }

  /** The client has sections ready, in which what comes flows from {@link enter} on. */
  offerSlots(slots: Parameters<TransceiverPool['offer']>[0]): void {
    this.#slots.offer(slots)
  }

  /** A consumer of silence, so that the transport connects before there is anything to receive. */
  async warmup(): Promise<Consumers> {
    const { held, transport, rtpCapabilities } = this.#options
    const silence = { producerId: held.home.silence.id, rtpCapabilities, paused: true }
    const failed = unlessClosed(transport, held.home.worker.log, 'warming a transport up', {
      transport: transport.id,
    })
    const consumer = await withProtocolErrors(failed, () => createOn(transport, transport.consume(silence)))
    return packConsumers([{ track: null, consumer, slot: null }])
  }

  /** Begins to receive tracks that are not received yet; see `MediaSession.consume`. */
  async consume(tracks: Iterable<TrackId>): Promise<Consumers> {
    const consumers = await Promise.all([...tracks].map((track) => this.#consume(track)))
    return packConsumers(consumers.filter((consumer) => consumer !== null))
  }

  /** The client is set up for these tracks: from now on they flow, each picture from a key frame on. */
  async resume(tracks: readonly TrackId[]): Promise<void> {
    await Promise.all(tracks.map(async (track) => this.#received.get(track)?.hold('preparing', false)))
  }

  /**
   * Sets pictures in motion that stand still for this client: where it is their senders' way here that is bad, see
   * {@link MediaRoom.losesOf}; where it is the way to the client, it gets smaller ones.
   */
  async refresh(tracks: MethodParams<'media.refresh'>['tracks']): Promise<void> {
    const { room } = this.#options.held
    this.#loss.suspect()
    await Promise.all(
      tracks.map(async ({ track, arrives }) => {
        const received = this.#received.get(track)
        if (received?.flowing !== true || !room.losesOf(track)) return
        if (!arrives && (await received.stepDown())) return
        // Where the smallest is waited for, it has not begun: what asked for that may have been lost as well.
        if (room.mayRefresh(track, performance.now())) await received.refresh()
      }),
    )
  }

  /** Whether the client misses packets of what it hears: then voices repeat themselves where they can. */
  setLossy(lossy: boolean): void {
    this.#lossy = lossy
    for (const received of this.#received.values())
      if (received?.consumer.kind === 'audio') received.lossy = lossy
    if (lossy) this.#loss.suspect()
  }

  /** Takes what the client shows now of the tracks that it receives; what is not named stays as it is. */
  async prefer(preferences: readonly Preference[]): Promise<void> {
    await Promise.all(
      preferences.map(async (preference) => {
        // Made-up tracks must not fill the memory.
        if (this.#preferences.size < MOST_TRACKS) this.#preferences.set(preference.track, preference)
        return this.#received.get(preference.track)?.prefer(preference.layer, preference.priority)
      }),
    )
  }

  /** The most that is sent to this client, in bits per second; null: as much as gets through. */
  limit(bitrate: number | null): void {
    this.#bandwidth.limit(bitrate)
  }

  /** Tells again whether pictures are too small, to a client that may not know it. */
  tellAgain(): void {
    this.#bandwidth.tellAgain()
  }

  /** The person is in the room now: what the client is set up for begins to flow. */
  enter(): void {
    this.#present = true
    for (const received of this.#received.values()) void received?.hold('outside', false)
  }

  /** How many tracks flow, or are about to. */
  get flows(): number {
    return [...this.#received.values()].filter((received) => received?.flowing ?? true).length
  }

  /** Nothing is sent while the client cannot be reached: it would come late, and all at once. */
  reach(reached: boolean): void {
    for (const received of this.#received.values()) void received?.hold('unreachable', !reached)
  }

  /** Ends all of it, so that {@link consume} begins anew. */
  stop(): void {
    for (const received of this.#received.values()) received?.consumer.close()
    this.#received.clear()
    this.#placed.clear()
    this.#preferences.clear()
  }

  /** The person was not let in: nothing is received, and what came into sections that are ready never came. */
  withdraw(): void {
    for (const [track, { source, mid }] of this.#placed)
      if (this.#received.has(track)) this.#slots.giveBack(source, mid)
    this.stop()
  }

  close(): void {
    this.#bandwidth.close()
    this.#loss.close()
    this.#options.transport.close()
  }

  async #consume(track: TrackId) {
    const { held, isOwn } = this.#options
    const { room, home } = held
    const source = room.sourceOf(track)
    if (this.#received.has(track) || isOwn(track) || source === null) return null
    this.#received.set(track, null)
    const slot = this.#slots.take(source)
    const reached = await room.reach(track, home)
    const consumer = reached && (await this.#consumeAt(reached.producer, slot))
    if (reached === null || consumer === null) {
      reached?.release()
      this.#received.delete(track)
      if (slot !== null) this.#slots.giveBack(source, slot)
      return null
    }
    const received = new Subscription(
      consumer,
      this.#pictures,
      () => room.watched(track),
      home.worker.log,
      slot !== null,
      ['outside', ...(this.#waits(consumer.kind, slot) ? ['preparing' as const] : [])],
    )
    if (this.#present) void received.hold('outside', false)
    if (slot !== null) this.#placed.set(track, { source, mid: slot })
    const preference = this.#preferences.get(track)
    if (preference !== undefined) void received.prefer(preference.layer, preference.priority)
    this.#received.set(track, received)
    if (this.#heavy) void received.bound('arriving', 0)
    if (consumer.kind === 'audio') received.lossy = this.#lossy
    room.watch(track, received, home)
    this.#bandwidth.add(received, source)
    consumer.observer.once('close', () => {
      reached.release()
      if (this.#received.get(track) === received) {
        this.#received.delete(track)
        this.#placed.delete(track)
      }
      if (!room.has(track)) this.#preferences.delete(track)
    })
    consumer.once('producerclose', () => {
      if (room.has(track)) this.#reroute(track)
    })
    return { track, consumer, slot }
  }

  #consumeAt(producer: types.Producer, slot: string | null): Promise<types.Consumer | null> {
    const { transport } = this.#options
    return new Promise((resolve) => {
      turns.run(transport.id, () => resolve(this.#consumeNow(producer, slot)))
    })
  }

  /** Null for what this client cannot decode, and where the producer or our transport has closed meanwhile. */
  async #consumeNow(producer: types.Producer, slot: string | null): Promise<types.Consumer | null> {
    const { held, transport, rtpCapabilities } = this.#options
    const wanted = { producerId: producer.id, rtpCapabilities }
    if (!held.home.router.canConsume(wanted)) return null
    const consuming = transport.consume({
      ...wanted,
      ...AGAIN,
      ...(slot !== null && { mid: slot }),
      // The person may still be refused.
      paused: !this.#present || this.#waits(producer.kind, slot),
    })
    return createOn(transport, consuming).catch((error: unknown) => {
      const ids = { transport: transport.id, producer: producer.id }
      unlessClosed([transport, producer], held.home.worker.log, 'consuming a track', ids)(error)
      return null
    })
  }

  /** Whether a picture waits for the client to be set up for it; in a section that is ready, it is. */
  #waits(kind: types.MediaKind, slot: string | null): boolean {
    return kind === 'video' && slot === null
  }

  /** Tracks that have lost their way are told together: a worker carries many. */
  #reroute(track: TrackId): void {
    this.#rerouted.add(track)
    if (this.#rerouted.size > 1) return
    setImmediate(() => {
      const tracks = [...this.#rerouted]
      this.#rerouted.clear()
      if (!this.#options.transport.closed) this.#options.onRerouted(tracks)
    })
  }

  get #pictures(): number {
    return [...this.#received.values()].filter((received) => received?.consumer.kind === 'video').length
  }
}
