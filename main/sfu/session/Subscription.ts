import type { types } from 'mediasoup'
import { isRepeated } from '../routing/redCodec.ts'
import { type MediaLog, unlessClosed } from '../routing/unlessClosed.ts'

/**
 * Why nothing of a track flows to somebody who receives it: the person is not in the room yet; the client has not set it up yet;
 * it shows nothing of it; the client cannot be reached; its sender cannot be heard; others in a crowd of voices are louder; the line to the client
 * is so full that hardly anything gets through.
 */
export type Pause = 'outside' | 'preparing' | 'hidden' | 'unreachable' | 'unheard' | 'crowd' | 'jam'

/**
 * What bounds the size of a picture: what the client shows; what the worker can give, or the sender get here; what gets to
 * the client in one piece; of what the worker passes on, what is believed to come at all.
 */
export type Bound = 'shown' | 'given' | 'arriving' | 'believed'

/** A worker has noticed by then that a size has ended. */
const NOTICED_MS = 2000

/** What a client that says nothing gets while it shows few people, some, or many. */
function usualLayer(others: number): number {
  if (others <= 2) return 2
  return others <= 6 ? 1 : 0
}

/** One track that a session receives: how large, how urgent, and whether anything of it flows just now. */
export class Subscription {
  readonly consumer: types.Consumer
  /** Whether it comes in a section that the client has ready. */
  readonly placed: boolean
  readonly #onChange: () => void
  readonly #log: MediaLog
  readonly #pauses = new Set<Pause>()
  #paused: boolean
  /** The largest spatial layer, from 0, by what bounds it. */
  readonly #bounds = new Map<Bound, number>()
  #believing: NodeJS.Timeout | undefined
  #narrow = false
  #lossy = false
  /** How many sizes its sender sends, and since when so many (monotonic milliseconds). */
  #sent = 0
  #sentSince = Number.NEGATIVE_INFINITY
  #nudgedFor = Number.NEGATIVE_INFINITY

  /**
   * @param others how many pictures the client receives besides.
   * @param onChange called when what is watched of the track may have changed.
   * @param pauses why nothing flows at first.
   */
  constructor(
    consumer: types.Consumer,
    others: number,
    onChange: () => void,
    log: MediaLog,
    placed = false,
    pauses: readonly Pause[] = consumer.paused ? ['preparing'] : [],
  ) {
    this.consumer = consumer
    this.placed = placed
    this.#onChange = onChange
    this.#log = log
    this.#paused = consumer.paused
    for (const why of pauses) this.#pauses.add(why)
    if (consumer.kind !== 'video') return
    consumer.observer.once('close', () => clearTimeout(this.#believing))
    this.#bounds.set('shown', usualLayer(others))
    void this.#ask(consumer.setPreferredLayers({ spatialLayer: this.#asked }))
    this.#sent = this.#sentSizes
    consumer.observer.on('score', () => this.#countSizes())
  }

  /** Whether it is sent to the client, as far as that depends on the client and on us. */
  get flowing(): boolean {
    return !this.#paused
  }

  /** The largest layer that this client watches, from 0; null while it shows nothing of the track. */
  get watched(): number | null {
    return this.#pauses.has('hidden') ? null : this.#wanted
  }

  /** Whether the line to the client is too slow for the pictures that it shows beside this. */
  get narrow(): boolean {
    return this.#narrow
  }
  set narrow(narrow: boolean) {
    if (narrow === this.#narrow) return
    this.#narrow = narrow
    this.#onChange()
  }

  /** Whether the client misses packets of it. */
  get lossy(): boolean {
    return this.#lossy
  }
  set lossy(lossy: boolean) {
    if (lossy === this.#lossy) return
    this.#lossy = lossy
    this.#onChange()
  }

  /** Whether it may come as sound that repeats itself. */
  get repeatable(): boolean {
    return this.consumer.rtpParameters.codecs.some(isRepeated)
  }

  /**
   * Whether less of it flows than the client shows, though its sender sends more: a smaller picture (`size`), or fewer
   * frames (`rate`).
   */
  get short(): 'size' | 'rate' | null {
    const { type, currentLayers, preferredLayers } = this.consumer
    if (this.#paused || type === 'simple') return null
    const largest = type === 'simulcast' ? this.#sentSizes - 1 : 0
    const size = currentLayers?.spatialLayer ?? -1
    // What does not get through to the client in one piece is missing there as well.
    if (size < Math.min(this.#least('shown', 'given', 'believed'), largest)) return 'size'
    return size >= 0 && (currentLayers?.temporalLayer ?? 0) < (preferredLayers?.temporalLayer ?? 0)
      ? 'rate'
      : null
  }

  /** Which share of it got lost on the way lately (0 to 1), as the client reports. @throws when it ends meanwhile. */
  async lost(): Promise<number> {
    const stats = await this.consumer.getStats()
    return Math.max(0, ...stats.map((one) => (one.type === 'outbound-rtp' ? one.fractionLost / 256 : 0)))
  }

  /** How long its sender has sent no larger size than before. @param nowMs monotonic milliseconds. */
  settledMs(nowMs: number): number {
    return nowMs - this.#sentSince
  }

  /**
   * Has the worker share out at once what there is; by itself it does so once a second. Only once after each size that its
   * sender has begun: a worker that is asked while it waits for a whole picture asks for another one.
   */
  async nudge(): Promise<void> {
    if (this.#paused || this.consumer.type !== 'simulcast' || this.#nudgedFor === this.#sentSince) return
    this.#nudgedFor = this.#sentSince
    const layers = { spatialLayer: this.#asked }
    const asking = this.consumer.setPreferredLayers({ ...layers, temporalLayer: 0 })
    await this.#ask(Promise.all([asking, this.consumer.setPreferredLayers(layers)]))
  }

  /** Begins anew, in the largest size that there is room for; the worker else waits for ten seconds with that. */
  async lift(): Promise<void> {
    if (this.#paused || this.consumer.type !== 'simulcast') return
    const pausing = this.consumer.pause()
    // In order, and without waiting: what has been asked meanwhile comes after.
    await this.#ask(Promise.all([pausing, this.consumer.resume()]))
  }

  /** Asks the sender for a picture that can be decoded by itself. */
  async refresh(): Promise<void> {
    await this.#ask(this.consumer.requestKeyFrame())
  }

  /**
   * Asks for the smallest size: a browser that gets few bits through ends one after the other, the largest first, and the worker
   * goes on believing in each for a second and a half. By {@link NOTICED_MS} it knows which sizes there are.
   *
   * @returns false where there is no smaller size to ask for, or it has been asked for already.
   */
  async stepDown(): Promise<boolean> {
    const { currentLayers, type } = this.consumer
    if (type !== 'simulcast' || (currentLayers?.spatialLayer ?? 0) === 0 || this.#asked === 0) return false
    clearTimeout(this.#believing)
    this.#believing = setTimeout(() => void this.bound('believed', null), NOTICED_MS)
    await this.bound('believed', 0)
    return true
  }

  /** Holds the track back for a reason, or no longer for that one. It flows once none is left. Never rejects. */
  async hold(why: Pause, on: boolean): Promise<void> {
    if (on) this.#pauses.add(why)
    else this.#pauses.delete(why)
    const paused = this.#pauses.size > 0
    const changed = paused !== this.#paused
    this.#paused = paused
    if (changed || why === 'hidden') this.#onChange()
    if (changed) await this.#ask(paused ? this.consumer.pause() : this.consumer.resume())
  }

  /**
   * @param layer the largest spatial layer that is of use, from 0; null: nothing of it is shown.
   * @param priority from 1 to 255: whose pictures get their bits first where there are not enough for all.
   */
  async prefer(layer: number | null, priority: number): Promise<void> {
    if (layer === null) return this.hold('hidden', true)
    const asked: Promise<void>[] = []
    if (this.consumer.priority !== priority) asked.push(this.#ask(this.consumer.setPriority(priority)))
    await Promise.all([...asked, this.bound('shown', layer), this.hold('hidden', false)])
  }

  /** Bounds the size of a picture, or no longer. Never rejects. @param layer the largest spatial layer, from 0; null: any. */
  async bound(by: Bound, layer: number | null): Promise<void> {
    if (this.consumer.kind !== 'video') return
    const [wanted, asked] = [this.#wanted, this.#asked]
    if (layer === null) this.#bounds.delete(by)
    else this.#bounds.set(by, layer)
    if (this.#wanted !== wanted) this.#onChange()
    if (this.#asked !== asked)
      await this.#ask(this.consumer.setPreferredLayers({ spatialLayer: this.#asked }))
  }

  get #sentSizes(): number {
    return this.consumer.score.producerScores.findLastIndex((one) => one > 0) + 1
  }

  #countSizes(): void {
    const sent = this.#sentSizes
    if (sent > this.#sent) this.#sentSince = performance.now()
    this.#sent = sent
  }

  /** What is wanted of the sender. A size that has ended is still wanted. */
  get #wanted(): number {
    return this.#least('shown', 'given', 'arriving')
  }

  get #asked(): number {
    return this.#least('shown', 'given', 'arriving', 'believed')
  }

  #least(...bounds: readonly Bound[]): number {
    return Math.min(...bounds.map((by) => this.#bounds.get(by) ?? Number.POSITIVE_INFINITY))
  }

  /** A consumer that closes meanwhile needs nothing of this any more. */
  async #ask(done: Promise<unknown>): Promise<void> {
    const { id, kind } = this.consumer
    await done.catch(
      unlessClosed(this.consumer, this.#log, 'setting how a track flows', { consumer: id, kind }),
    )
  }
}
