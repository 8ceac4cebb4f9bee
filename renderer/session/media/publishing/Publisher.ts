import type { TrackId } from '../../../../protocol/ids.ts'
import { limits } from '../../../../protocol/limits.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../../../protocol/wire/media/videoCodecs.ts'
import { chosenCodec } from '../../../media/codecPreference.ts'
import type { ShareId } from '../../../media/localMediaState.ts'
import type { LocalTrack } from '../../../media/LocalTrack.ts'
import { encodeWanted } from './encodeWanted.ts'
import type { Outgoing } from './Outgoing.ts'
import type { SentTrack } from '../transport/SfuTransports.ts'
import { outgoingOf } from './outgoingOf.ts'
import { refusalCode } from '../refusalCode.ts'
import { Removals } from '../subscribing/Removals.ts'
import { Retries } from '../Retries.ts'
import type { SentOutgoing, StandbyTransports } from '../transport/StandbyTransports.ts'
import type { TrackCarrier } from '../TrackCarrier.ts'
import { WatchedSizes } from '../subscribing/WatchedSizes.ts'

/** What the publisher asks of the room. */
export interface PublisherRequests {
  setMuted(track: TrackId, muted: boolean): Promise<unknown>
  remove(track: TrackId): Promise<unknown>
}

/** Whom the publisher tells what. */
export interface PublisherListener {
  /** The host has taken on more of our tracks. */
  onSent(): void
  /** This is wanted and is not sent, however often it was tried: nothing may show it as live. */
  onNotSent(wanted: LocalTrack, error: unknown): void
}

/** Refusals that come with a change of the media itself: what replaces it sends everything anew. */
const PASSING: ReadonlySet<string> = new Set(['no_media', 'not_direct', 'not_joined', 'session_lost'])
/** Refusals by which nothing more may be asked for now. */
const LIMITED: ReadonlySet<string> = new Set(['rate_limited', 'too_many_pending'])

interface Published extends SentTrack {
  /** As it was wanted when it was last brought in line. */
  wanted: LocalTrack
  /** As the host knows it. */
  muted: boolean
  /** The host is asked to mute or unmute it, and has not answered. */
  asking?: boolean
}

/**
 * Compares what the room has of us with what the person wants and mends the difference, one step at a time: whoever clicks
 * quickly is never overtaken by the answers. What is refused is tried again for a second or two, then told. A microphone
 * or camera that is turned off stays connected and muted, so that turning it on again takes no negotiation; a share that
 * ends is removed.
 */
export class Publisher {
  #media: TrackCarrier
  readonly #requests: PublisherRequests
  readonly #listener: PublisherListener
  /** By the key of what is wanted. */
  readonly #published = new Map<string, Published>()
  /** By the key of what is wanted, or the id of a track that ends. */
  readonly #retries = new Retries(() => this.#work())
  readonly #removals: Removals
  readonly #sizes = new WatchedSizes(() => this.#work())
  /** What everybody who gets our pictures can decode. */
  #decodable: readonly VideoCodec[] = VIDEO_CODECS
  #wanted: readonly LocalTrack[] = []
  #live = false
  #held = false
  #repeating = false
  #working = false
  #again = false
  #closed = false

  constructor(media: TrackCarrier, requests: PublisherRequests, listener: PublisherListener) {
    this.#media = media
    this.#requests = requests
    this.#listener = listener
    this.#removals = new Removals((track) => requests.remove(track), this.#retries)
  }

  /** Our tracks that the host already holds, as the join request names them. */
  get prepared(): { track: TrackId; muted: boolean }[] {
    return [...this.#published.values()].map(({ id, wanted }) => ({
      track: id,
      muted: wanted.track === null,
    }))
  }

  /** What runs and is with the host, and may need a stand-in on another worker. */
  get sent(): SentOutgoing[] {
    return [...this.#published.values()].flatMap(({ id, wanted, shape }) =>
      wanted.track === null ? [] : [{ id, ...outgoingOf(wanted, wanted.track, shape.codec) }],
    )
  }

  /** Our shares that the host has taken on, by the room's track id. */
  get shares(): ReadonlyMap<TrackId, ShareId> {
    return new Map(
      [...this.#published.values()].flatMap(({ id, wanted: { source, share } }) =>
        source === 'screen' && share !== null ? [[id, share.id] as const] : [],
      ),
    )
  }

  /** Goes on over other media, in which stand-ins wait for our tracks. What has none is started anew. */
  switchTo(media: TrackCarrier, standIns: ReturnType<StandbyTransports['takeOver']>): void {
    this.#media = media
    this.#sizes.clear()
    this.#retries.clear()
    // A copy: what is set again while the map is walked through would be walked through again, without end.
    for (const [key, published] of [...this.#published]) {
      const standIn = standIns.get(published.id)
      this.#published.delete(key)
      if (standIn === undefined) continue
      const { producer, shape, track } = standIn
      this.#published.set(key, { ...published, producer, shape, wanted: { ...published.wanted, track } })
    }
    this.#work()
  }

  /** The host says how large our tracks are watched, from 0; null: not at all. */
  demand(demands: readonly { readonly track: TrackId; readonly layer: number | null }[]): void {
    for (const { track, layer } of demands) this.#sizes.set(track, layer)
    this.#work()
  }

  /** What all others can decode. What is sent in another codec is started anew in one of these. */
  sendIn(decodable: readonly VideoCodec[]): void {
    this.#decodable = decodable
    this.#work()
  }

  want(wanted: readonly LocalTrack[]): void {
    for (const { key, track } of wanted) if (this.#wantedFor(key)?.track !== track) this.#retries.renew(key)
    this.#wanted = wanted
    this.#work()
  }

  /**
   * We are in the room: from now on what is wanted is really sent.
   *
   * @param shown the tracks that the room shows of us; others were refused and are forgotten.
   */
  goLive(shown: readonly { readonly id: TrackId; readonly muted: boolean }[]): void {
    this.#live = true
    this.#retries.clear()
    this.align(shown)
  }

  /** Holds back what is sent while it would get nowhere: it would only queue up and arrive late, all at once. */
  hold(held: boolean): void {
    if (held === this.#held) return
    this.#held = held
    this.#work()
  }

  /** Whether our voice repeats itself: then it takes fewer bits, so that both together take hardly more than before. */
  repeat(repeating: boolean): void {
    if (repeating === this.#repeating) return
    this.#repeating = repeating
    this.#work()
  }

  /**
   * The way to the host was negotiated anew: the browser took from that which sizes are sent, and they are as when each track
   * was produced. In the lobby that was: none.
   */
  revise(): void {
    this.#work()
  }

  /**
   * The room has changed a track of ours without us: a moderator muted or removed it.
   *
   * @param muted null: removed.
   * @returns what it was that we wanted to send; null where it was none of ours.
   */
  changed(id: TrackId, muted: boolean | null): LocalTrack | null {
    for (const [key, published] of this.#published) {
      if (published.id !== id) continue
      if (muted === null) this.#forget(key)
      else published.muted = muted
      // A device that was taken out of the room, and that is still on, comes in again or is told to be off.
      if (muted === null && published.wanted.share === null) this.#work()
      return published.wanted
    }
    return null
  }

  /**
   * Too much was missed: what became of our tracks meanwhile shows in the room as it is now.
   *
   * @param shown the tracks that it shows of us.
   * @returns what somebody else has muted.
   */
  align(shown: readonly { readonly id: TrackId; readonly muted: boolean }[]): LocalTrack[] {
    const silenced: LocalTrack[] = []
    for (const [key, published] of this.#published) {
      const known = shown.find(({ id }) => id === published.id)
      if (known === undefined) this.#forget(key)
      else if (!published.asking) {
        if (known.muted && !published.muted) silenced.push(published.wanted)
        published.muted = known.muted
      }
    }
    this.#work()
    return silenced
  }

  close(): void {
    this.#closed = true
    this.#retries.clear()
    this.#sizes.close()
    this.#published.clear()
  }

  #work(): void {
    this.#again = true
    if (!this.#working) void this.#workAll()
  }

  async #workAll(): Promise<void> {
    this.#working = true
    while (this.#again && !this.#closed) {
      this.#again = false
      await this.#start()
      await Promise.all([...this.#published.keys()].map((key) => this.#follow(key)))
      await this.#removals.sweep()
    }
    // At once, so that nothing that is asked for from now on takes this for work that is still going on.
    this.#working = false
  }

  /** Starts what is not sent yet, and once more what is to be sent in another codec. */
  async #start(): Promise<void> {
    await this.#makeRoom()
    const starting = this.#wanted.flatMap((wanted): Starting[] => {
      const { key, track } = wanted
      if (track === null || track.readyState === 'ended' || !this.#retries.isDue(key)) return []
      if (this.#published.has(key) && !this.#outdated(key)) return []
      // Of cameras the room has one at a time: the earlier one ends as the new one begins.
      const replaces = wanted.source === 'camera' ? this.#published.get(key)?.id : undefined
      return [{ wanted, outgoing: { ...outgoingOf(wanted, track, this.#codecFor(wanted)), replaces } }]
    })
    await this.#produce(starting)
  }

  async #produce(starting: readonly Starting[]): Promise<void> {
    const [media, active] = [this.#media, this.#live]
    const stale = () => this.#closed || media !== this.#media
    let sent: SentTrack[]
    try {
      sent = await media.produce(starting.map(({ outgoing }) => ({ ...outgoing, active })))
    } catch (error) {
      if (stale()) return
      // One that cannot be sent keeps nothing else from being sent.
      if (starting.length > 1 && !LIMITED.has(refusalCode(error) ?? ''))
        for (const one of starting) await this.#produce([one])
      else for (const { wanted } of starting) this.#refused(wanted, error)
      return
    }
    // Too late: it is carried by media that is no more, and is started anew.
    if (stale()) {
      for (const { id } of sent) this.#removals.add(id)
      return
    }
    const replaced = starting.flatMap(({ wanted: { key } }) => this.#published.get(key) ?? [])
    sent.forEach((one, index) => {
      const wanted = starting[index]?.wanted
      if (wanted === undefined) return
      this.#published.set(wanted.key, { ...one, wanted, muted: !active })
      this.#retries.done(wanted.key)
    })
    if (sent.length > 0) this.#listener.onSent()
    for (const one of replaced) {
      // The room has ended a camera's by itself, and may have said so by now or not.
      if (one.wanted.source === 'camera') one.producer.close()
      else await this.#end(one)
    }
  }

  /** It is tried again soon, or told to be not sent. */
  #refused(wanted: LocalTrack, error: unknown): void {
    if (this.#closed || this.#retries.refused(wanted.key, error) || !this.#live) return
    if (PASSING.has(refusalCode(error) ?? '')) return
    // Nobody wants it any more, or already another one in its place.
    if (this.#wantedFor(wanted.key)?.track !== wanted.track || wanted.track === null) return
    // What is sent in another codec than is wanted is sent all the same.
    if (this.#published.get(wanted.key)?.muted === false) return
    this.#listener.onNotSent(wanted, error)
  }

  /** Where another codec would need one track more than is allowed, the old one ends before the new one begins. */
  async #makeRoom(): Promise<void> {
    const outdated = [...this.#published.keys()].filter((key) => this.#outdated(key))
    const unheard = outdated.filter((key) => this.#wantedFor(key)?.track === null)
    const most = limits.tracksPerPeer
    const ending = this.#published.size + outdated.length - unheard.length > most ? outdated : unheard
    for (const key of ending) {
      const published = this.#published.get(key)
      this.#published.delete(key)
      if (published) await this.#end(published)
    }
  }

  async #end({ id, producer }: Published): Promise<void> {
    producer.close()
    if (!this.#live) return
    this.#removals.add(id)
    await this.#removals.sweep()
  }

  #outdated(key: string): boolean {
    const [published, wanted] = [this.#published.get(key), this.#wantedFor(key)]
    if (published === undefined || wanted === undefined || !isPicture(wanted)) return false
    return published.shape.codec !== this.#codecFor(wanted)
  }

  #codecFor({ codec }: LocalTrack): VideoCodec {
    return chosenCodec(
      codec,
      this.#media.codecs.filter((one) => this.#decodable.includes(one)),
    )
  }

  #wantedFor(key: string): LocalTrack | undefined {
    return this.#wanted.find((wanted) => wanted.key === key)
  }

  async #follow(key: string): Promise<void> {
    const published = this.#published.get(key)
    if (published === undefined) return
    const wanted = this.#wantedFor(key)
    if (wanted === undefined) {
      this.#published.delete(key)
      return this.#end(published)
    }
    try {
      await this.#adapt(published, wanted)
      if (this.#retries.isDue(key)) await this.#showMuted(published)
    } catch (error) {
      if (this.#closed || this.#published.get(key) !== published) return
      if (refusalCode(error) === 'no_such_track') this.#forget(key)
      this.#refused(wanted, error)
      // Others would see it as if it went on. It is sent anew when it is wanted again.
      if (wanted.track !== null || this.#retries.willRetry(key)) return
      this.#published.delete(key)
      await this.#end(published)
    }
  }

  /** Sends what is wanted now, as it is wanted. */
  async #adapt(published: Published, wanted: LocalTrack): Promise<void> {
    const { track } = wanted
    if (published.wanted.track !== track) await published.producer.replaceTrack({ track })
    published.wanted = wanted
    await this.#encode(published, this.#live && track !== null && !this.#held)
  }

  /** Has the room show whether it is muted. */
  async #showMuted(published: Published): Promise<void> {
    const { id, wanted } = published
    const muted = wanted.track === null
    if (!this.#live || published.muted === muted) return
    // At once: what a moderator does meanwhile is newer than our answer.
    published.muted = muted
    published.asking = true
    try {
      await this.#requests.setMuted(id, muted)
    } catch (error) {
      if (published.muted === muted) published.muted = !muted
      throw error
    } finally {
      published.asking = false
    }
    this.#retries.done(wanted.key)
  }

  #encode({ id, producer, shape, wanted }: Published, active: boolean): Promise<void> {
    const demand = wanted.source === 'microphone' && this.#repeating ? 0 : this.#sizes.of(id)
    const layer = demand === undefined ? shape.sizes - 1 : demand
    return encodeWanted(producer, shape, wanted, { active, layer, climbing: this.#sizes.climbs(id) })
  }

  #forget(key: string): void {
    this.#published.get(key)?.producer.close()
    this.#published.delete(key)
  }
}

interface Starting {
  readonly wanted: LocalTrack
  readonly outgoing: Omit<Outgoing, 'active'>
}

function isPicture({ source }: LocalTrack): boolean {
  return source === 'camera' || source === 'screen'
}
