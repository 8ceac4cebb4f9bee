import type { TrackId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../../protocol/videoCodecs.ts'
import { chosenCodec } from '../../media/codecChoice.ts'
import type { ShareId } from '../../media/localMediaState.ts'
import type { WantedTrack } from '../../media/WantedTrack.ts'
import { applyEncodings } from './applyEncodings.ts'
import { encodingsFor, type SendState } from './encodingsFor.ts'
import type { Outgoing, SentTrack } from './MediaClient.ts'
import type { SentOutgoing, StandbyMedia } from './StandbyMedia.ts'

/** What carries tracks to others: the host's media server, or a connection to the one other person. */
export interface TrackCarrier {
  /** The codecs of pictures that it can send. */
  readonly codecs: readonly VideoCodec[]
  produce(outgoing: readonly Outgoing[]): Promise<SentTrack[]>
}

/** What the publisher asks of the room. */
export interface PublisherRequests {
  setMuted(track: TrackId, muted: boolean): Promise<unknown>
  remove(track: TrackId): Promise<unknown>
}

/** So long it takes a browser at most until it sends the whole picture again on a line that has become good. */
const CLIMB_MS = 8000

interface Published extends SentTrack {
  /** As it was wanted when it was last brought in line. */
  wanted: WantedTrack
  /** As the host knows it. */
  muted: boolean
}

/**
 * Brings what we send in line with what the person wants, one step at a time: whoever clicks quickly is
 * never overtaken by the answers. A microphone or camera that is turned off stays connected and muted, so that
 * turning it on again takes no negotiation; a share that ends is removed.
 */
export class Publisher {
  #media: TrackCarrier
  readonly #requests: PublisherRequests
  readonly #onProblem: (error: unknown) => void
  readonly #onSent: () => void
  /** By the key of what is wanted. */
  readonly #published = new Map<string, Published>()
  /** How large our tracks are watched, where the host has said; what is not in here is sent as a whole. */
  readonly #demands = new Map<TrackId, number | null>()
  /** Tracks of which the whole picture was asked for lately, after only the smallest was. */
  readonly #climbing = new Map<TrackId, ReturnType<typeof setTimeout>>()
  /** What everybody who gets our pictures can decode. */
  #decodable: readonly VideoCodec[] = VIDEO_CODECS
  #wanted: readonly WantedTrack[] = []
  #live = false
  #held = false
  #repeating = false
  #working = false
  #again = false
  #closed = false

  /** @param onSent called when the host has taken on more of our tracks. */
  constructor(
    media: TrackCarrier,
    requests: PublisherRequests,
    onProblem: (error: unknown) => void,
    onSent: () => void,
  ) {
    this.#media = media
    this.#onSent = onSent
    this.#requests = requests
    this.#onProblem = onProblem
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
  switchTo(media: TrackCarrier, standIns: ReturnType<StandbyMedia['takeOver']>): void {
    this.#media = media
    this.#demands.clear()
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
    for (const { track, layer } of demands) {
      if (this.#demands.get(track) === 0 && (layer ?? 0) > 1) this.#climb(track)
      this.#demands.set(track, layer)
    }
    this.#work()
  }

  /** What all others can decode. What is sent in another codec is started anew in one of these. */
  sendIn(decodable: readonly VideoCodec[]): void {
    this.#decodable = decodable
    this.#work()
  }

  want(wanted: readonly WantedTrack[]): void {
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
    for (const [key, published] of this.#published) {
      const known = shown.find(({ id }) => id === published.id)
      if (known === undefined) this.#forget(key)
      else published.muted = known.muted
    }
    this.#work()
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
  changed(id: TrackId, muted: boolean | null): WantedTrack | null {
    for (const [key, published] of this.#published) {
      if (published.id !== id) continue
      if (muted === null) this.#forget(key)
      else published.muted = muted
      return published.wanted
    }
    return null
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#climbing.values()) clearTimeout(timer)
    this.#published.clear()
  }

  #climb(track: TrackId): void {
    clearTimeout(this.#climbing.get(track))
    const arrived = () => {
      this.#climbing.delete(track)
      this.#work()
    }
    this.#climbing.set(track, setTimeout(arrived, CLIMB_MS))
  }

  #work(): void {
    this.#again = true
    if (!this.#working) void this.#workAll()
  }

  async #workAll(): Promise<void> {
    this.#working = true
    while (this.#again && !this.#closed) {
      this.#again = false
      try {
        await this.#start()
        await Promise.all([...this.#published.keys()].map((key) => this.#follow(key)))
      } catch (error) {
        if (!this.#closed) this.#onProblem(error)
      }
    }
    // At once, so that nothing that is asked for from now on takes this for work that is still going on.
    this.#working = false
  }

  /** Starts what is not sent yet, and once more what is to be sent in another codec. */
  async #start(): Promise<void> {
    await this.#makeRoom()
    const active = this.#live
    const starting = this.#wanted.flatMap((wanted) => {
      const { key, track } = wanted
      if (track === null || track.readyState === 'ended') return []
      if (this.#published.has(key) && !this.#outdated(key)) return []
      return [{ wanted, outgoing: { ...outgoingOf(wanted, track, this.#codecFor(wanted)), active } }]
    })
    const media = this.#media
    const sent = await media.produce(starting.map(({ outgoing }) => outgoing))
    // Too late: it is carried by media that is no more, and is started anew.
    if (media !== this.#media) {
      for (const { id } of sent) this.#requests.remove(id).catch(() => undefined)
      return
    }
    const replaced = starting.flatMap(({ wanted: { key } }) => this.#published.get(key) ?? [])
    sent.forEach((one, index) => {
      const wanted = starting[index]?.wanted
      if (wanted) this.#published.set(wanted.key, { ...one, wanted, muted: !active })
    })
    if (sent.length > 0) this.#onSent()
    for (const one of replaced) await this.#end(one)
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

  async #end(published: Published): Promise<void> {
    published.producer.close()
    if (this.#live) await this.#requests.remove(published.id)
  }

  #outdated(key: string): boolean {
    const [published, wanted] = [this.#published.get(key), this.#wantedFor(key)]
    if (published === undefined || wanted === undefined || !isPicture(wanted)) return false
    return published.shape.codec !== this.#codecFor(wanted)
  }

  #codecFor({ codec }: WantedTrack): VideoCodec {
    return chosenCodec(
      codec,
      this.#media.codecs.filter((one) => this.#decodable.includes(one)),
    )
  }

  #wantedFor(key: string): WantedTrack | undefined {
    return this.#wanted.find((wanted) => wanted.key === key)
  }

  async #follow(key: string): Promise<void> {
    const published = this.#published.get(key)
    if (published === undefined) return
    const wanted = this.#wantedFor(key)
    if (wanted === undefined) {
      this.#forget(key)
      if (this.#live) await this.#requests.remove(published.id)
      return
    }
    const { track } = wanted
    const before = published.wanted
    published.wanted = wanted
    if (before.track !== track) await published.producer.replaceTrack({ track })
    const active = this.#live && track !== null && !this.#held
    await this.#encode(published, active)
    const muted = track === null
    if (!this.#live || published.muted === muted) return
    published.muted = muted
    await this.#requests.setMuted(published.id, muted)
  }

  async #encode({ id, producer, shape, wanted }: Published, active: boolean): Promise<void> {
    const demand = wanted.source === 'microphone' && this.#repeating ? 0 : this.#demands.get(id)
    const style = wanted.share?.style ?? null
    const now: SendState = {
      style,
      active,
      height: wanted.track?.getSettings().height ?? 0,
      layer: demand === undefined ? shape.sizes - 1 : demand,
      climbing: this.#climbing.has(id),
    }
    const prefer = wanted.source !== 'screen' ? null : PREFERENCES[style ?? 'detail']
    await applyEncodings(producer, encodingsFor(shape, now), prefer)
  }

  #forget(key: string): void {
    this.#published.get(key)?.producer.close()
    this.#published.delete(key)
  }
}

/** Of a share that does not get through whole: what is kept. */
const PREFERENCES = { detail: 'maintain-resolution', motion: 'maintain-framerate' } as const

function isPicture({ source }: WantedTrack): boolean {
  return source === 'camera' || source === 'screen'
}

function outgoingOf(
  { source, share }: WantedTrack,
  track: MediaStreamTrack,
  codec: VideoCodec,
): Omit<Outgoing, 'active'> {
  return { source, track, codec, style: share?.style ?? null }
}
