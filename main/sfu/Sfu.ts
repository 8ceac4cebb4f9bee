import * as mediasoup from 'mediasoup'
import { compactCapabilities } from '../../protocol/wire/media/compactCapabilities.ts'
import { ProtocolError } from '../../protocol/wire/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { type RtpCapabilities, rtpCapabilitiesSchema } from '../../protocol/wire/media/media.ts'
import { boundCapabilities } from './session/boundCapabilities.ts'
import { type CheckWish, ConnectivityCheck } from './session/ConnectivityCheck.ts'
import { type HeldRoom, MediaRoom } from './routing/MediaRoom.ts'
import { CapacityMonitor } from './workers/CapacityMonitor.ts'
import { MediaSession, type MediaSessionListener } from './session/MediaSession.ts'
import { mediaCodecs } from './routing/mediaCodecs.ts'
import type { Actor, RoomActor } from './workers/RecentActs.ts'
import { giveOut } from './routing/redCodec.ts'
import { type Suspect, Suspects } from './workers/Suspects.ts'
import { unlessClosed } from './routing/unlessClosed.ts'
import { WorkerPool, type WorkerPoolOptions } from './workers/WorkerPool.ts'

/** Header extensions that only media servers speak with each other, and those that nobody here makes use of. */
const NOT_OFFERED = new Set([
  'urn:mediasoup:params:rtp-hdrext:packet-id',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
])

/** Tells a router's capabilities without needing a worker: they follow from the codecs alone. */
const rtpCapabilities: RtpCapabilities = offered(mediasoup.ortc.generateRouterRtpCapabilities(mediaCodecs))

function offered(router: mediasoup.types.RtpCapabilities): RtpCapabilities {
  const { codecs, headerExtensions } = rtpCapabilitiesSchema.parse(router)
  return compactCapabilities({
    codecs: codecs.map(giveOut),
    headerExtensions: headerExtensions.filter(({ uri }) => !NOT_OFFERED.has(uri)),
  })
}

export interface SfuOptions extends Omit<WorkerPoolOptions, 'onDeath'> {
  /** Tells whom the media workers' repeated deaths are laid to; from now on these get no media for a while. */
  readonly onHeldBack: (suspect: Suspect) => void
  /** Tracks that one worker is to send on; a room that outgrows it goes on to another as well. */
  readonly consumersPerWorker: number
  /** The share of a core that one worker may use, 0 to 1: towards it pictures shrink, and past it newcomers get none. */
  readonly cpuLimit: number
  /** Tells about how many more people can be carried, in steps; null: many. */
  readonly onRoom: (people: number | null) => void
  /** Resolves when no change of the network is under way: nobody gets transports on addresses that are about to change. */
  readonly settled?: () => Promise<void>
}

/** Those with people in them, those that are warmed up, and those whose first person is just coming in. */
const MOST_ROOMS = limits.roomsPerHost + limits.ownerRooms + limits.warmRoomsPerHost + limits.setupsAtOnce

/** When somebody for whom there was no room may ask again. */
const FULL_RETRY_MS = 10_000

/** The media server: worker processes and, for each room that somebody holds, routers on some of them. */
export class Sfu {
  readonly #pool: WorkerPool
  readonly #suspects: Suspects
  readonly #consumersPerWorker: number
  readonly #watch: CapacityMonitor
  readonly #rooms = new Map<string, MediaRoom>()
  readonly #settled: () => Promise<void>

  private constructor(
    pool: WorkerPool,
    suspects: Suspects,
    { consumersPerWorker, cpuLimit, onRoom, settled = async () => undefined }: Omit<SfuOptions, 'onHeldBack'>,
  ) {
    this.#pool = pool
    this.#settled = settled
    this.#suspects = suspects
    this.#consumersPerWorker = consumersPerWorker
    this.#watch = new CapacityMonitor({
      workers: () => pool.carrying,
      cpuLimit,
      onCeiling: (worker) => {
        for (const room of this.#rooms.values()) room.followCeiling(worker)
      },
      onRoom,
    })
  }

  /** Starts the workers. Never throws: a host without any still serves rooms and chat. */
  static async create({ onHeldBack, ...options }: SfuOptions): Promise<Sfu> {
    const suspects = new Suspects()
    const onDeath: WorkerPoolOptions['onDeath'] = (worker) => {
      const suspect = suspects.died(worker.suspects, performance.now())
      if (suspect !== null) onHeldBack(suspect)
    }
    return new Sfu(await WorkerPool.create({ ...options, onDeath }), suspects, options)
  }

  /** What a client must know to prepare itself; null while no worker lives. */
  get rtpCapabilities(): RtpCapabilities | null {
    return this.#pool.alive.length === 0 ? null : rtpCapabilities
  }

  get status(): { readonly alive: number; readonly wanted: number } {
    return { alive: Math.min(this.#pool.alive.length, this.#pool.wanted), wanted: this.#pool.wanted }
  }

  /**
   * This computer has these addresses now. Media of people on a network that has gone is lost, and comes back where they do.
   *
   * Never rejects: what cannot be listened on is tried again by the next call.
   */
  follow(addresses: readonly string[]): Promise<void> {
    return this.#pool.follow(addresses)
  }

  /** What each living worker uses. */
  usage(): ReturnType<WorkerPool['usage']> {
    return this.#pool.usage()
  }

  /** About how many more people can be carried; null before anything was measured. 0: newcomers get no media. */
  get roomForMore(): number | null {
    return this.#watch.left
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
   * Opens a session's transports on one of the room's workers, or on another where those have enough to do. Null while no
   * worker lives, or where it dies meanwhile. Whoever opens it closes it.
   *
   * @param cameBy the address of ours that the client has reached; null where that is not known.
   * @param newcomer who is refused where the workers carry as many as they can.
   * @throws ProtocolError `media_held_back` or `media_full`, with `retryAfterMs`.
   */
  async openSession(
    actor: RoomActor,
    capabilities: RtpCapabilities,
    listener: MediaSessionListener,
    cameBy: string | null,
    newcomer: boolean,
  ): Promise<MediaSession | null> {
    await this.#settled()
    this.#refuseHeldBack(actor)
    if (newcomer && this.#watch.full)
      throw new ProtocolError('media_full', undefined, { retryAfterMs: FULL_RETRY_MS })
    const present = this.#rooms.get(actor.room)?.workers ?? []
    const worker = this.#pool.pick(present, this.#consumersPerWorker)
    const held = worker && (await this.#roomOf(actor)?.hold(worker, false))
    return held ? this.#open(actor, held, capabilities, listener, cameBy) : null
  }

  /**
   * Opens a second pair of transports for a session, on another worker than its first one. Null where there is none.
   *
   * @throws ProtocolError as {@link openSession}.
   */
  async openStandby(
    actor: RoomActor,
    first: MediaSession,
    listener: MediaSessionListener,
    cameBy: string | null,
  ): Promise<MediaSession | null> {
    this.#refuseHeldBack(actor)
    const worker = this.#pool.standbyFor(first.worker)
    const held = worker && (await this.#rooms.get(actor.room)?.hold(worker, true))
    return held ? this.#open(actor, held, first.rtpCapabilities, listener, cameBy) : null
  }

  /**
   * Opens a transport that only finds out how media would get through. Null while no worker lives, or where it dies
   * meanwhile. Whoever opens it closes it.
   *
   * @throws ProtocolError `media_held_back`, with `retryAfterMs`.
   */
  async openCheck(
    session: string,
    wish: CheckWish,
    cameBy: string | null,
  ): Promise<ConnectivityCheck | null> {
    await this.#settled()
    const actor: Actor = { room: null, session }
    this.#refuseHeldBack(actor)
    const worker = this.#pool.pick([], this.#consumersPerWorker)
    if (worker === undefined) return null
    return ConnectivityCheck.open(actor, worker, wish, cameBy).catch((error: unknown) => {
      unlessClosed(worker.worker, worker.log, 'opening a check', { session })(error)
      return null
    })
  }

  close(): void {
    this.#watch.close()
    this.#pool.close()
  }

  async #open(
    actor: RoomActor,
    held: HeldRoom,
    said: RtpCapabilities,
    listener: MediaSessionListener,
    cameBy: string | null,
  ): Promise<MediaSession | null> {
    this.#watch.opened()
    const capabilities = boundCapabilities(said, rtpCapabilities)
    try {
      return await MediaSession.create(actor, held, capabilities, listener, cameBy)
    } catch (error) {
      const { router, worker } = held.home
      unlessClosed(router, worker.log, 'opening transports', { session: actor.session })(error)
      held.release()
      return null
    }
  }

  #refuseHeldBack(actor: Actor): void {
    const retryAfterMs = this.heldBackMs(actor)
    if (retryAfterMs > 0) throw new ProtocolError('media_held_back', undefined, { retryAfterMs })
  }

  /** Whoever warms up for made-up names must not fill the workers with routers: null past so many. */
  #roomOf({ room: name }: RoomActor): MediaRoom | null {
    const known = this.#rooms.get(name)
    if (known !== undefined || this.#rooms.size >= MOST_ROOMS) return known ?? null
    const room = new MediaRoom(() => {
      if (this.#rooms.get(name) === room) this.#rooms.delete(name)
    })
    this.#rooms.set(name, room)
    return room
  }
}
