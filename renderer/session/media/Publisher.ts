import type { TrackId } from '../../../protocol/ids.ts'
import type { Source } from '../../../protocol/media.ts'
import type { MediaClient, Outgoing, SentTrack } from './MediaClient.ts'
import type { SentOutgoing, StandIn } from './StandbyMedia.ts'
import { fitCamera } from './fitCamera.ts'
import { setActive } from './setActive.ts'

/** What a person wants to send from one source: the device's track while it runs. */
export type Wanted = Readonly<Partial<Record<Source, MediaStreamTrack | null>>>

/** What carries tracks to others: the host's media server, or a connection to the one other person. */
export interface TrackCarrier {
  produce(outgoing: readonly Outgoing[]): Promise<SentTrack[]>
}

/** What the publisher asks of the room. */
export interface PublisherRequests {
  setMuted(track: TrackId, muted: boolean): Promise<unknown>
  remove(track: TrackId): Promise<unknown>
}

interface Published extends SentTrack {
  track: MediaStreamTrack | null
  /** As the host knows it. */
  muted: boolean
}

const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen', 'screenSound']

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
  readonly #published = new Map<Source, Published>()
  /** How large our tracks are watched, where the host has said; what is not in here is sent as a whole. */
  readonly #demands = new Map<TrackId, number | null>()
  #wanted: Wanted = {}
  #live = false
  #held = false
  #working: Promise<void> | null = null
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
    return [...this.#published.values()].map(({ id, track }) => ({ track: id, muted: track === null }))
  }

  /** What runs and is with the host, and may need a stand-in on another worker. */
  get sent(): SentOutgoing[] {
    return [...this.#published].flatMap(([source, { id, track }]) =>
      track === null ? [] : [{ id, source, track }],
    )
  }

  /** Goes on over other media, in which stand-ins wait for our tracks. What has none is started anew. */
  switchTo(media: MediaClient, standIns: ReadonlyMap<TrackId, StandIn>): void {
    this.#media = media
    this.#demands.clear()
    for (const [source, published] of this.#published) {
      const standIn = standIns.get(published.id)
      if (standIn === undefined) this.#published.delete(source)
      else this.#published.set(source, { ...published, ...standIn })
    }
    this.#work()
  }

  /** The host says how large our tracks are watched, from 0; null: not at all. */
  demand(demands: readonly { readonly track: TrackId; readonly layer: number | null }[]): void {
    for (const { track, layer } of demands) this.#demands.set(track, layer)
    this.#work()
  }

  want(wanted: Wanted): void {
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
    for (const [source, published] of this.#published) {
      const known = shown.find(({ id }) => id === published.id)
      if (known === undefined) this.#forget(source)
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

  /** The room has changed a track of ours without us: a moderator muted or removed it. */
  changed(id: TrackId, muted: boolean | null): Source | null {
    for (const [source, published] of this.#published) {
      if (published.id !== id) continue
      if (muted === null) this.#forget(source)
      else published.muted = muted
      return source
    }
    return null
  }

  close(): void {
    this.#closed = true
    this.#published.clear()
  }

  #work(): void {
    this.#again = true
    this.#working ??= this.#workAll().finally(() => {
      this.#working = null
    })
  }

  async #workAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false
      try {
        await this.#startNew()
        await Promise.all(SOURCES.map((source) => this.#follow(source)))
      } catch (error) {
        if (!this.#closed) this.#onProblem(error)
      }
    }
  }

  async #startNew(): Promise<void> {
    const active = this.#live
    const outgoing = SOURCES.flatMap((source) => {
      const track = this.#wanted[source]
      if (!track || track.readyState === 'ended' || this.#published.has(source)) return []
      return [{ source, track, active }]
    })
    const media = this.#media
    const sent = await media.produce(outgoing)
    // Too late: it is carried by media that is no more, and is started anew.
    if (media !== this.#media) {
      for (const { id } of sent) this.#requests.remove(id).catch(() => undefined)
      return
    }
    sent.forEach((one, index) => {
      const origin = outgoing[index]
      if (origin) this.#published.set(origin.source, { ...one, track: origin.track, muted: !active })
    })
    if (sent.length > 0) this.#onSent()
  }

  async #follow(source: Source): Promise<void> {
    const published = this.#published.get(source)
    if (published === undefined) return
    const track = this.#wanted[source] ?? null
    if (published.track !== track && !(track === null && isShare(source))) {
      published.track = track
      await published.producer.replaceTrack({ track })
    }
    if (source === 'camera' && track !== null) {
      await fitCamera(published.producer, track.getSettings().height ?? 0)
    }
    if (track === null && isShare(source)) {
      this.#forget(source)
      if (this.#live) await this.#requests.remove(published.id)
      return
    }
    if (!this.#live) return
    const muted = track === null
    await setActive(published.producer, !muted && !this.#held, this.#demands.get(published.id))
    if (published.muted === muted) return
    published.muted = muted
    await this.#requests.setMuted(published.id, muted)
  }

  #forget(source: Source): void {
    this.#published.get(source)?.producer.close()
    this.#published.delete(source)
  }
}

function isShare(source: Source): boolean {
  return source === 'screen' || source === 'screenSound'
}
