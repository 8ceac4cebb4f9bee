import * as mediasoup from 'mediasoup'
import { ProtocolError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { type RtpCapabilities, rtpCapabilitiesSchema } from '../../protocol/media.ts'
import { MediaRoom } from './MediaRoom.ts'
import { MediaSession, type MediaSessionListener } from './MediaSession.ts'
import type { MediaWorker } from './MediaWorker.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import type { Actor } from './RecentActs.ts'
import { type Suspect, Suspects } from './Suspects.ts'
import { WorkerPool, type WorkerPoolOptions } from './WorkerPool.ts'

/** Tells a router's capabilities without needing a worker: they follow from the codecs alone. */
const rtpCapabilities: RtpCapabilities = rtpCapabilitiesSchema.parse(
  mediasoup.ortc.generateRouterRtpCapabilities(mediaCodecs),
)

interface Shared {
  readonly worker: MediaWorker
  readonly room: Promise<MediaRoom>
  holders: number
}

/** A room's media, held by one session. */
export interface HeldRoom {
  readonly room: MediaRoom
  /** Gives it back. After the last holder it is closed. May be called twice. */
  release(): void
}

export interface SfuOptions extends Omit<WorkerPoolOptions, 'onDeath'> {
  /** Tells whom the media workers' repeated deaths are laid to; from now on these get no media for a while. */
  readonly onHeldBack: (suspect: Suspect) => void
}

/** The media server: worker processes and, for each room that somebody holds, a router. */
export class Sfu {
  readonly #pool: WorkerPool
  readonly #suspects: Suspects
  readonly #rooms = new Map<string, Shared>()
  /** The same rooms on a second worker, which carries on where the first one dies. */
  readonly #standbys = new Map<string, Shared>()

  private constructor(pool: WorkerPool, suspects: Suspects) {
    this.#pool = pool
    this.#suspects = suspects
  }

  /** Starts the workers. Never throws: a host without any still serves rooms and chat. */
  static async create({ onHeldBack, ...options }: SfuOptions): Promise<Sfu> {
    const suspects = new Suspects()
    const onDeath = (worker: MediaWorker) => {
      const suspect = suspects.died(worker.suspects, performance.now())
      if (suspect !== null) onHeldBack(suspect)
    }
    return new Sfu(await WorkerPool.create({ ...options, onDeath }), suspects)
  }

  /** What a client must know to prepare itself; null while no worker lives. */
  get rtpCapabilities(): RtpCapabilities | null {
    return this.#pool.alive.length === 0 ? null : rtpCapabilities
  }

  get status(): { readonly alive: number; readonly wanted: number } {
    return { alive: Math.min(this.#pool.alive.length, this.#pool.wanted), wanted: this.#pool.wanted }
  }

  /** What each living worker uses. */
  usage(): ReturnType<WorkerPool['usage']> {
    return this.#pool.usage()
  }

  /** Whether somebody is held back now: see {@link heldBackMs}. */
  get holdsBack(): boolean {
    return this.#suspects.any(performance.now())
  }

  /** For how many milliseconds more somebody gets no media, because of too many dead workers; 0: not held back. */
  heldBackMs(actor: Actor): number {
    return this.#suspects.remainingMs(actor, performance.now())
  }

  /**
   * Opens a session's transports in a room's router. Null while no worker lives, or where it dies meanwhile.
   * Whoever opens it closes it.
   *
   * @throws ProtocolError `media_held_back`, with `retryAfterMs`.
   */
  openSession(
    actor: Actor,
    capabilities: RtpCapabilities,
    listener: MediaSessionListener,
  ): Promise<MediaSession | null> {
    const shared = this.#rooms.get(actor.room) ?? this.#make(this.#rooms, actor.room, this.#leastLoaded)
    return this.#open(shared, actor, capabilities, listener)
  }

  /**
   * Opens a second pair of transports for a session, on another worker than the room's. Null where there is none.
   *
   * @throws ProtocolError as {@link openSession}.
   */
  openStandby(
    actor: Actor,
    capabilities: RtpCapabilities,
    listener: MediaSessionListener,
  ): Promise<MediaSession | null> {
    const first = this.#rooms.get(actor.room)
    const worker = first && this.#pool.standbyFor(first.worker)
    const shared = this.#standbys.get(actor.room) ?? this.#make(this.#standbys, actor.room, worker)
    return this.#open(shared, actor, capabilities, listener)
  }

  close(): void {
    this.#pool.close()
  }

  async #open(
    shared: Shared | null,
    actor: Actor,
    capabilities: RtpCapabilities,
    listener: MediaSessionListener,
  ): Promise<MediaSession | null> {
    const retryAfterMs = this.heldBackMs(actor)
    if (retryAfterMs > 0) throw new ProtocolError('media_held_back', undefined, { retryAfterMs })
    const held = shared && (await this.#hold(actor.room, shared))
    if (held === null) return null
    try {
      return await MediaSession.create(actor, held, capabilities, listener)
    } catch {
      held.release()
      return null
    }
  }

  /** Holds a room's media. */
  async #hold(name: string, shared: Shared): Promise<HeldRoom | null> {
    shared.holders += 1
    const release = once(() => this.#release(name, shared))
    try {
      return { room: await shared.room, release }
    } catch {
      release()
      return null
    }
  }

  get #leastLoaded(): MediaWorker | undefined {
    return this.#pool.pick((candidate) => candidate.rooms)
  }

  /** Makes a room's media for the first who asks. */
  #make(place: Map<string, Shared>, name: string, worker: MediaWorker | undefined): Shared | null {
    // Whoever warms up for made-up names must not fill the workers with routers.
    if (worker === undefined || place.size >= limits.roomsPerHost) return null
    const shared: Shared = { worker, room: MediaRoom.create(worker), holders: 0 }
    place.set(name, shared)
    // A router that goes with its worker must not be handed to those who come later.
    const forget = () => this.#forget(name, shared)
    shared.room.then((room) => room.router.observer.once('close', forget)).catch(forget)
    return shared
  }

  #release(name: string, shared: Shared): void {
    shared.holders -= 1
    if (shared.holders > 0) return
    this.#forget(name, shared)
    shared.room.then((room) => room.close()).catch(() => undefined)
  }

  /** Where a room's first router goes, the standby is the first one from now on, also for those who come later. */
  #forget(name: string, shared: Shared): void {
    if (this.#standbys.get(name) === shared) this.#standbys.delete(name)
    if (this.#rooms.get(name) !== shared) return
    this.#rooms.delete(name)
    const standby = this.#standbys.get(name)
    if (standby === undefined) return
    this.#standbys.delete(name)
    this.#rooms.set(name, standby)
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
