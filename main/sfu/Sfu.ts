import * as mediasoup from 'mediasoup'
import { limits } from '../../protocol/limits.ts'
import { type RtpCapabilities, rtpCapabilitiesSchema } from '../../protocol/media.ts'
import { MediaRoom } from './MediaRoom.ts'
import { MediaSession, type MediaSessionListener } from './MediaSession.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import { WorkerPool, type WorkerPoolOptions } from './WorkerPool.ts'

/** Tells a router's capabilities without needing a worker: they follow from the codecs alone. */
const rtpCapabilities: RtpCapabilities = rtpCapabilitiesSchema.parse(
  mediasoup.ortc.generateRouterRtpCapabilities(mediaCodecs),
)

interface Shared {
  readonly room: Promise<MediaRoom>
  holders: number
}

/** A room's media, held by one session. */
export interface HeldRoom {
  readonly room: MediaRoom
  /** Gives it back. After the last holder it is closed. May be called twice. */
  release(): void
}

/** The media server: worker processes and, for each room that somebody holds, a router. */
export class Sfu {
  readonly #pool: WorkerPool
  readonly #rooms = new Map<string, Shared>()

  private constructor(pool: WorkerPool) {
    this.#pool = pool
  }

  /** Starts the workers. Never throws: a host without any still serves rooms and chat. */
  static async create(options: WorkerPoolOptions): Promise<Sfu> {
    return new Sfu(await WorkerPool.create(options))
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

  /**
   * Opens a session's transports in a room's router. Null while no worker lives, or where it dies meanwhile.
   * Whoever opens it closes it.
   */
  async openSession(
    roomName: string,
    capabilities: RtpCapabilities,
    listener: MediaSessionListener,
  ): Promise<MediaSession | null> {
    const held = await this.#hold(roomName)
    if (held === null) return null
    try {
      return await MediaSession.create(roomName, held, capabilities, listener)
    } catch {
      held.release()
      return null
    }
  }

  close(): void {
    this.#pool.close()
  }

  /** Holds a room's media, made now for the first who asks. */
  async #hold(name: string): Promise<HeldRoom | null> {
    const shared = this.#rooms.get(name) ?? this.#make(name)
    if (shared === null) return null
    shared.holders += 1
    const release = once(() => this.#release(name, shared))
    try {
      return { room: await shared.room, release }
    } catch {
      release()
      return null
    }
  }

  #make(name: string): Shared | null {
    const worker = this.#pool.pick((candidate) => candidate.rooms)
    // Whoever warms up for made-up names must not fill the workers with routers.
    if (worker === undefined || this.#rooms.size >= limits.roomsPerHost) return null
    const shared: Shared = { room: MediaRoom.create(worker), holders: 0 }
    this.#rooms.set(name, shared)
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

  #forget(name: string, shared: Shared): void {
    if (this.#rooms.get(name) === shared) this.#rooms.delete(name)
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
