import type { types } from 'mediasoup'
import type { TrackId } from '../../protocol/ids.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import type { MediaWorker } from './MediaWorker.ts'
import { Speakers } from './Speakers.ts'

/** Quieter than this (dBvo) is breath and keyboard, not speech. */
const SPEECH_THRESHOLD = -55
const SPEECH_INTERVAL_MS = 200

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
  readonly #speakers = new Speakers<TrackId>()
  readonly #listeners = new Set<(speaking: readonly TrackId[]) => void>()

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
        maxEntries: 10,
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

  /** Takes a producer on; it leaves by itself when it closes. */
  add(track: TrackId, producer: types.Producer): void {
    this.#producers.set(track, producer)
    producer.observer.once('close', () => this.#producers.delete(track))
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
    this.router.close()
  }

  #heard(producers: readonly types.Producer[]): void {
    const tracks = producers.flatMap((producer) => {
      const entry = [...this.#producers].find(([, other]) => other === producer)
      return entry === undefined ? [] : [entry[0]]
    })
    const speaking = this.#speakers.update(tracks, performance.now())
    if (speaking !== null) for (const listener of this.#listeners) listener(speaking)
  }
}
