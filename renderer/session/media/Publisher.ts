import type { TrackId } from '../../../protocol/ids.ts'
import type { Source } from '../../../protocol/media.ts'
import type { MediaClient, SentTrack } from './MediaClient.ts'
import { setActive } from './setActive.ts'

/** What a person wants to send from one source: the device's track while it runs. */
export type Wanted = Readonly<Partial<Record<Source, MediaStreamTrack | null>>>

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
  readonly #media: MediaClient
  readonly #requests: PublisherRequests
  readonly #onProblem: (error: unknown) => void
  readonly #published = new Map<Source, Published>()
  #wanted: Wanted = {}
  #live = false
  #working: Promise<void> | null = null
  #again = false
  #closed = false

  constructor(media: MediaClient, requests: PublisherRequests, onProblem: (error: unknown) => void) {
    this.#media = media
    this.#requests = requests
    this.#onProblem = onProblem
  }

  /** Our tracks that the host already holds, as the join request names them. */
  get prepared(): { track: TrackId; muted: boolean }[] {
    return [...this.#published.values()].map(({ id, track }) => ({ track: id, muted: track === null }))
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
        for (const source of SOURCES) await this.#follow(source)
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
    const sent = await this.#media.produce(outgoing)
    sent.forEach((one, index) => {
      const origin = outgoing[index]
      if (origin) this.#published.set(origin.source, { ...one, track: origin.track, muted: !active })
    })
  }

  async #follow(source: Source): Promise<void> {
    const published = this.#published.get(source)
    if (published === undefined) return
    const track = this.#wanted[source] ?? null
    if (published.track !== track && !(track === null && isShare(source))) {
      published.track = track
      await published.producer.replaceTrack({ track })
    }
    if (track === null && isShare(source)) {
      this.#forget(source)
      if (this.#live) await this.#requests.remove(published.id)
      return
    }
    if (!this.#live) return
    const muted = track === null
    await setActive(published.producer, !muted)
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
