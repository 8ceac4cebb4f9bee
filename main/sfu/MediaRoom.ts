import type { types } from 'mediasoup'
import type { TrackId } from '../../protocol/ids.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import type { MediaWorker } from './MediaWorker.ts'
import type { Received } from './Received.ts'
import { requestPicture } from './requestPicture.ts'
import { HOLD_MS, Speakers } from './Speakers.ts'

/** Quieter than this (dBvo) is breath and keyboard, not speech. */
const SPEECH_THRESHOLD = -55
const SPEECH_INTERVAL_MS = 200

/** More voices at once than this nobody can tell apart. */
const VOICES_FORWARDED = 6
const VOICES_HEARD = 30

/**
 * A room's media: the router in which its tracks meet. It lives as long as a session holds it, which may be
 * before anyone is in the room (people warm up in the lobby) and says nothing about who is.
 */
export class MediaRoom {
  readonly worker: MediaWorker
  readonly router: types.Router
  /** A producer that never sends: consuming it brings a receiving transport up before there is anything to see. */
  readonly silence: types.Producer
  readonly #observer: types.AudioLevelObserver
  readonly #producers = new Map<TrackId, types.Producer>()
  readonly #viewers = new Map<TrackId, Set<Received>>()
  readonly #demands = new Map<TrackId, (layer: number | null) => void>()
  /** Sessions of people in the lobby: what they see first is kept ready for them. */
  readonly #awaited = new Set<object>()
  /** Voices beyond the loudest few. */
  #crowd: ReadonlySet<TrackId> = new Set()
  readonly #speakers = new Speakers<TrackId>()
  readonly #listeners = new Set<(speaking: readonly TrackId[]) => void>()
  #lastTurn: NodeJS.Timeout | undefined

  private constructor(
    worker: MediaWorker,
    router: types.Router,
    silence: types.Producer,
    observer: types.AudioLevelObserver,
  ) {
    this.worker = worker
    this.router = router
    this.silence = silence
    this.#observer = observer
    observer.on('volumes', (volumes) => this.#heard(volumes.map(({ producer }) => producer)))
    observer.on('silence', () => this.#heard([]))
  }

  static async create(worker: MediaWorker): Promise<MediaRoom> {
    const router = await worker.worker.createRouter({ mediaCodecs })
    const [transport, observer] = await Promise.all([
      router.createDirectTransport(),
      router.createAudioLevelObserver({
        maxEntries: VOICES_HEARD,
        threshold: SPEECH_THRESHOLD,
        interval: SPEECH_INTERVAL_MS,
      }),
    ])
    const silence = await transport.produce({
      kind: 'video',
      paused: true,
      rtpParameters: {
        codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
        encodings: [{ ssrc: 1 }],
      },
    })
    return new MediaRoom(worker, router, silence, observer)
  }

  producer(track: TrackId): types.Producer | undefined {
    return this.#producers.get(track)
  }

  /**
   * Takes a producer on; it leaves by itself when it closes.
   *
   * @param onDemand told the largest layer that somebody watches, from 0; null while nobody does.
   */
  add(track: TrackId, producer: types.Producer, onDemand: (layer: number | null) => void): void {
    this.#producers.set(track, producer)
    if (producer.kind === 'video') this.#demands.set(track, onDemand)
    producer.observer.once('close', () => {
      this.#producers.delete(track)
      this.#demands.delete(track)
    })
    this.watched(track)
  }

  /** Notes who receives a track. */
  watch(track: TrackId, received: Received): void {
    const viewers = this.#viewers.get(track) ?? new Set()
    this.#viewers.set(track, viewers.add(received))
    void received.hold('crowd', this.#crowd.has(track))
    received.consumer.observer.once('close', () => {
      viewers.delete(received)
      if (viewers.size === 0) this.#viewers.delete(track)
      this.watched(track)
    })
    this.watched(track)
  }

  /** What is watched of a track may have changed. */
  watched(track: TrackId): void {
    const layers = [...(this.#viewers.get(track) ?? [])].map(({ watched }) => watched ?? -1)
    const largest = Math.max(this.#awaited.size > 0 ? 0 : -1, ...layers)
    this.#demands.get(track)?.(largest < 0 ? null : largest)
  }

  /** Somebody is in the lobby: until {@link entered}, the smallest pictures are sent, though nobody watches them yet. */
  awaits(session: object): void {
    this.#awaited.add(session)
    this.#watchedAll()
  }

  entered(session: object): void {
    if (this.#awaited.delete(session)) this.#watchedAll()
  }

  /** Asks for a picture that can be decoded by itself, for everyone who receives the track. */
  refresh(track: TrackId): void {
    for (const { consumer } of this.#viewers.get(track) ?? []) requestPicture(consumer)
  }

  /** Begins to listen whether somebody speaks on this track. */
  listenTo(producer: types.Producer): void {
    // A producer that closes meanwhile is no fault: it will not speak.
    if (producer.kind === 'audio') {
      this.#observer.addProducer({ producerId: producer.id }).catch(() => undefined)
    }
  }

  /** Calls back with the tracks of those who speak, loudest first, whenever the set changes. */
  onSpeakers(listener: (speaking: readonly TrackId[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    clearTimeout(this.#lastTurn)
    this.router.close()
  }

  #heard(producers: readonly types.Producer[]): void {
    const tracks = producers.flatMap((producer) => {
      const entry = [...this.#producers].find(([, other]) => other === producer)
      return entry === undefined ? [] : [entry[0]]
    })
    this.#holdCrowd(tracks)
    const speaking = this.#speakers.update(tracks, performance.now())
    clearTimeout(this.#lastTurn)
    // The observer tells of silence once, when it begins: nobody else would end the last turn.
    if (tracks.length === 0 && this.#speakers.pending) {
      this.#lastTurn = setTimeout(() => this.#heard([]), HOLD_MS)
    }
    if (speaking !== null) for (const listener of this.#listeners) listener(speaking)
  }

  #watchedAll(): void {
    for (const track of this.#demands.keys()) this.watched(track)
  }

  /**
   * Where many speak at once, only the loudest few are forwarded. Whoever is silent is not held back: so no one's first
   * syllable is lost, and silence costs next to nothing (Opus DTX).
   *
   * @param voices loudest first.
   */
  #holdCrowd(voices: readonly TrackId[]): void {
    const before = this.#crowd
    this.#crowd = new Set(voices.slice(VOICES_FORWARDED))
    for (const track of new Set([...before, ...this.#crowd]))
      for (const received of this.#viewers.get(track) ?? [])
        void received.hold('crowd', this.#crowd.has(track))
  }
}
