import type { types } from 'mediasoup'
import { type Carried, type Load, sumLoads } from '../workers/Load.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import type { MediaWorker } from '../workers/MediaWorker.ts'
import { unlessClosed } from './unlessClosed.ts'

/** Quieter than this (dBvo) is breath and keyboard, not speech. */
const SPEECH_THRESHOLD = -55
/** The shortest that mediasoup takes; it would make 250 of anything less. */
const SPEECH_INTERVAL_MS = 250
const VOICES_HEARD = 30

/**
 * A room's router on one worker, in which the tracks of those meet who are connected to that worker. A room has as
 * many as it needs; see {@link MediaRoom}.
 */
export class RoomRouter implements Carried {
  readonly worker: MediaWorker
  readonly router: types.Router
  /** A producer that never sends: consuming it brings a receiving transport up before there is anything to see. */
  readonly silence: types.Producer
  readonly #observer: types.AudioLevelObserver
  readonly #sessions = new Set<Carried>()

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
  }

  static async create(worker: MediaWorker): Promise<RoomRouter> {
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
    const home = new RoomRouter(worker, router, silence, observer)
    router.observer.once('close', worker.carry(home))
    return home
  }

  /** What its sessions have the worker do. */
  get load(): Load {
    return sumLoads(this.#sessions)
  }

  /** Counts a session among those who cost something here, until the answer is called. */
  carry(session: Carried): () => void {
    this.#sessions.add(session)
    return () => this.#sessions.delete(session)
  }

  /** Begins to measure how loud a producer of this router is. */
  listenTo(producer: types.Producer): void {
    if (producer.kind !== 'audio') return
    const failed = unlessClosed([producer, this.router], this.worker.log, 'listening to a voice', {
      producer: producer.id,
    })
    this.#observer.addProducer({ producerId: producer.id }).catch(failed)
  }

  /** Calls back with those above the threshold, loudest first, five times a second; once with none. */
  onVolumes(listener: (volumes: readonly types.AudioLevelObserverVolume[]) => void): void {
    this.#observer.on('volumes', listener)
    this.#observer.on('silence', () => listener([]))
  }

  close(): void {
    this.router.close()
  }
}
