import type { types } from 'mediasoup'
import type { TrackId } from '../../../protocol/ids.ts'
import type { Source } from '../../../protocol/wire/media/media.ts'
import type { Loss } from '../allocation/LossWatch.ts'
import type { MediaWorker } from '../workers/MediaWorker.ts'
import { PipedProducers } from './PipedProducers.ts'
import type { Subscription } from '../session/Subscription.ts'
import type { Repeats } from '../allocation/RepairNotice.ts'
import { RoomRouter } from './RoomRouter.ts'
import { unlessClosed } from './unlessClosed.ts'
import { LoudestVoices } from '../allocation/LoudestVoices.ts'

/** So long a whole picture may take until it is there, on a line that loses much. */
const REFRESH_AGAIN_MS = 400

/** A track as a session sends it. */
export interface Sent {
  readonly producer: types.Producer
  readonly source: Source
  /** Whoever sends it. */
  readonly owner: object
  readonly home: RoomRouter
  /**
   * Told the largest layer that somebody watches, from 0; null while nobody does. Of sound: 0 while it leaves too little for
   * the pictures of somebody who hears it, and 1 when that is over.
   */
  readonly onDemand: (layer: number | null) => void
  /** Told of a voice whether it is to repeat itself. */
  readonly onRepeats: (repeats: Repeats) => void
}

/** A track that a session receives at its own router. */
interface Viewer {
  readonly received: Subscription
  readonly home: RoomRouter
}

/** A track where it can be received. */
export interface Reached {
  readonly producer: types.Producer
  /** To be called once, when it is not received there any more. */
  release(): void
}

/** A room's media, held by one session, which is at home on one worker. */
export interface HeldRoom {
  readonly room: MediaRoom
  readonly home: RoomRouter
  /** Whether the holder only stands by there, for now. */
  readonly standby: boolean
  /** Gives it back. After the last holder on a worker, the room's router there is closed. May be called twice. */
  release(): void
}

interface Share {
  readonly router: Promise<RoomRouter>
  /** Once it is made. */
  home: RoomRouter | null
  holders: number
  /** Those of them who do not only stand by. */
  carried: number
}

/**
 * A room's media, over as many workers as it needs: a router on each, and pipes between them. It lives as long as a
 * session holds it, which may be before anyone is in the room (people warm up in the lobby) and says nothing about who is.
 */
export class MediaRoom {
  readonly #onEmpty: () => void
  /** In the order in which the room came to these workers. */
  readonly #shares = new Map<MediaWorker, Share>()
  readonly #piped = new PipedProducers()
  /** By track: first what carries it, then the stand-ins that take over where that ends with its worker. */
  readonly #carried = new Map<TrackId, readonly Sent[]>()
  readonly #viewers = new Map<TrackId, Set<Viewer>>()
  /** Sessions of people in the lobby: what they see first is kept ready for them. */
  readonly #awaited = new Set<object>()
  #speakers: ReadonlySet<object> = new Set()
  /** How much of what a session sends gets lost on the way here, where it is anything at all. */
  readonly #losses = new Map<object, Loss>()
  /** When a sender was last asked to begin a picture anew because somebody's stood still (monotonic milliseconds). */
  readonly #refreshed = new WeakMap<types.Producer, number>()
  /** Sounds that take fewer bits for the sake of somebody's pictures. */
  readonly #lean = new Set<TrackId>()
  readonly #listeners = new Set<(speaking: readonly TrackId[]) => void>()
  readonly #voices = new LoudestVoices({
    crowdChanged: (tracks) => this.#holdCrowd(tracks),
    speaking: (tracks) => {
      this.#standOut(tracks)
      for (const listener of this.#listeners) listener(tracks)
    },
  })

  /** @param onEmpty called when no worker carries any of it any more. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty
  }

  /** The workers that carry people of this room, those first to which it came first. Standbys do not count. */
  get workers(): readonly MediaWorker[] {
    return [...this.#shares].flatMap(([worker, { home, carried }]) =>
      carried > 0 || (home !== null && home.load.people > 0) ? [worker] : [],
    )
  }

  /**
   * Holds the room on a worker, on which it has a router from now on. Null where the worker dies meanwhile.
   *
   * @param standby whether the holder is only to stand by there, for now.
   */
  async hold(worker: MediaWorker, standby: boolean): Promise<HeldRoom | null> {
    const share = this.#shares.get(worker) ?? this.#extend(worker)
    const carried = standby ? 0 : 1
    share.holders += 1
    share.carried += carried
    const release = once(() => {
      share.carried -= carried
      this.#release(worker, share)
    })
    try {
      return { room: this, home: await share.router, standby, release }
    } catch {
      // Whoever asked for the router first has said why.
      release()
      return null
    }
  }

  /** Whether somebody sends this track. */
  has(track: TrackId): boolean {
    return this.#carried.has(track)
  }

  /** Where a track comes from; null where nobody sends it. */
  sourceOf(track: TrackId): Source | null {
    return this.#carried.get(track)?.[0]?.source ?? null
  }

  /** A track at one of the room's routers, brought there where it is sent to another. Null where it has ended. */
  async reach(track: TrackId, home: RoomRouter): Promise<Reached | null> {
    const [carried] = this.#carried.get(track) ?? []
    if (carried === undefined) return null
    const { producer } = carried
    if (carried.home === home) return { producer, release: () => undefined }
    const release = once(() => this.#piped.release(producer.id, home))
    try {
      return { producer: await this.#piped.reach(producer, carried.home, home), release }
    } catch {
      // Said once for all who wait for it.
      return null
    }
  }

  /**
   * Takes a producer on; it leaves by itself when it closes. Where its track is there already, it stands by for that.
   *
   * The session's own tracks have the same `owner`.
   */
  add(track: TrackId, carried: Sent): void {
    const { producer } = carried
    this.#carried.set(track, [...(this.#carried.get(track) ?? []), carried])
    producer.observer.once('close', () => {
      const rest = (this.#carried.get(track) ?? []).filter((other) => other !== carried)
      if (rest.length > 0) this.#carried.set(track, rest)
      else this.#carried.delete(track)
    })
    this.watched(track)
  }

  /** Notes who receives a track, and at which router. */
  watch(track: TrackId, received: Subscription, home: RoomRouter): void {
    const viewers = this.#viewers.get(track) ?? new Set()
    const viewer = { received, home }
    this.#viewers.set(track, viewers.add(viewer))
    void received.hold('crowd', this.#voices.isCrowd(track))
    void received.bound('given', this.#ceilingOf(track, home))
    received.consumer.observer.once('close', () => {
      viewers.delete(viewer)
      if (viewers.size === 0) this.#viewers.delete(track)
      this.watched(track)
    })
    this.watched(track)
  }

  /** What is watched of a track may have changed. */
  watched(track: TrackId): void {
    const viewers = [...(this.#viewers.get(track) ?? [])]
    const carried = this.#carried.get(track) ?? []
    const layers = viewers.map(({ received }) => received.watched ?? -1)
    const largest = Math.max(this.#awaited.size > 0 ? 0 : -1, ...layers)
    for (const { producer, onDemand } of carried)
      if (producer.kind === 'video') onDemand(largest < 0 ? null : largest)
    const lean = viewers.some(({ received }) => received.narrow)
    if (lean !== this.#lean.has(track)) {
      if (lean) this.#lean.add(track)
      else this.#lean.delete(track)
      for (const { onDemand } of carried) onDemand(lean ? 0 : 1)
    }
    if (carried[0]?.source === 'microphone') {
      const repeats = this.#repeatsOf(carried[0], viewers)
      for (const { onRepeats } of carried) onRepeats(repeats)
    }
    this.#letCross(carried[0], viewers)
  }

  /** Pictures may be larger or smaller than before on this worker. */
  followCeiling(worker: MediaWorker): void {
    for (const track of this.#viewers.keys()) this.#cap(track, worker)
  }

  /** Somebody is in the lobby: until {@link entered}, the smallest pictures are sent, though nobody watches them yet. */
  awaits(session: object): void {
    this.#awaited.add(session)
    this.#watchedAll()
  }

  entered(session: object): void {
    if (this.#awaited.delete(session)) this.#watchedAll()
  }

  /**
   * Holds a picture back from everyone while its sender cannot be heard. It begins anew with a picture that can be decoded
   * by itself: what was lost on the way, sent again late, would make all later ones wait as long.
   */
  holdPicture(track: TrackId, held: boolean): void {
    for (const { received } of this.#viewers.get(track) ?? [])
      if (received.consumer.kind === 'video') void received.hold('unheard', held)
  }

  /**
   * Notes how much of what a session sends gets lost on the way here. While that is `heavy`, only its smallest pictures are
   * passed on.
   *
   * @returns whether that has begun or ended now.
   */
  setLoss(owner: object, loss: Loss): boolean {
    const before = this.#losses.get(owner) ?? 'none'
    if (loss === 'none') this.#losses.delete(owner)
    else this.#losses.set(owner, loss)
    if (before === loss) return false
    const changed = (before === 'heavy') !== (loss === 'heavy')
    for (const track of this.#viewers.keys()) {
      if (this.#carried.get(track)?.[0]?.owner !== owner) continue
      if (changed) this.#cap(track)
      this.watched(track)
    }
    return changed
  }

  /**
   * Whether something can be done for whom this picture stands still. Only a camera's, and only where packets get lost on the way
   * here: elsewhere what is missing is sent again sooner than a whole picture would be there, and on a full line that would be
   * one more to wait for.
   */
  losesOf(track: TrackId): boolean {
    const [carried] = this.#carried.get(track) ?? []
    return carried?.source === 'camera' && this.#losses.has(carried.owner)
  }

  /**
   * Whether a picture is to begin anew now, and takes note that it does: one serves everybody.
   *
   * @param nowMs monotonic milliseconds.
   */
  mayRefresh(track: TrackId, nowMs: number): boolean {
    const producer = this.#carried.get(track)?.[0]?.producer
    if (producer === undefined || !this.losesOf(track)) return false
    if (nowMs - (this.#refreshed.get(producer) ?? Number.NEGATIVE_INFINITY) < REFRESH_AGAIN_MS) return false
    this.#refreshed.set(producer, nowMs)
    return true
  }

  /** Tracks of those who speak, as it was told last. */
  get speaking(): readonly TrackId[] {
    return this.#voices.speaking
  }

  /** Calls back with the tracks of those who speak, loudest first, whenever the set changes. */
  onSpeakers(listener: (speaking: readonly TrackId[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #extend(worker: MediaWorker): Share {
    const share: Share = { router: RoomRouter.create(worker), home: null, holders: 0, carried: 0 }
    this.#shares.set(worker, share)
    // A router that goes with its worker must not be handed to those who come later.
    const forget = () => this.#forget(worker, share)
    share.router
      .then((home) => {
        share.home = home
        home.router.observer.once('close', forget)
        home.onVolumes((volumes) => this.#heard(home, volumes))
      })
      .catch((error: unknown) => {
        forget()
        unlessClosed(worker.worker, worker.log, 'making a router', { pid: worker.worker.pid })(error)
      })
    return share
  }

  #release(worker: MediaWorker, share: Share): void {
    share.holders -= 1
    if (share.holders > 0) return
    this.#forget(worker, share)
    share.router.then(
      (home) => home.close(),
      // One that was never made needs no end.
      () => undefined,
    )
  }

  #forget(worker: MediaWorker, share: Share): void {
    if (share.home !== null) {
      this.#piped.forget(share.home)
      this.#voices.forget(share.home)
    }
    if (this.#shares.get(worker) !== share) return
    this.#shares.delete(worker)
    if (this.#shares.size > 0) return
    this.#voices.close()
    this.#onEmpty()
  }

  #heard(home: RoomRouter, volumes: readonly types.AudioLevelObserverVolume[]): void {
    const voices = volumes.flatMap(({ producer, volume }) => {
      const entry = [...this.#carried].find(([, [carried]]) => carried?.producer === producer)
      return entry?.[1][0]?.source === 'microphone' ? [{ track: entry[0], volume }] : []
    })
    this.#voices.heard(home, voices)
  }

  #repeatsOf({ owner }: Sent, viewers: readonly Viewer[]): Repeats {
    // Where it begins to cross to another worker while it repeats itself, that would not know it.
    const understood = this.workers.length < 2 && viewers.every(({ received }) => received.repeatable)
    if (!understood || viewers.length === 0) return 'impossible'
    const missed = this.#losses.has(owner) || viewers.some(({ received }) => received.lossy)
    return missed ? 'needed' : 'idle'
  }

  /** Where nobody watches, nothing needs to cross. */
  #letCross(carried: Sent | undefined, viewers: readonly Viewer[]): void {
    if (carried === undefined || this.#shares.size < 2) return
    const watching = new Set(viewers.flatMap(({ received, home }) => (received.flowing ? [home] : [])))
    for (const home of new Set(viewers.map((viewer) => viewer.home)))
      if (home !== carried.home) this.#piped.setFlowing(carried.producer.id, home, watching.has(home))
  }

  /** Those who speak now, or spoke last, are shown large: their pictures stay as large as they are wanted. */
  #standOut(speaking: readonly TrackId[]): void {
    if (speaking.length === 0) return
    const owners = speaking.flatMap((track) => this.#carried.get(track)?.[0]?.owner ?? [])
    this.#speakers = new Set(owners)
    for (const track of this.#viewers.keys()) this.#cap(track)
  }

  #cap(track: TrackId, worker?: MediaWorker): void {
    for (const { received, home } of this.#viewers.get(track) ?? [])
      if (worker === undefined || home.worker === worker)
        void received.bound('given', this.#ceilingOf(track, home))
  }

  #ceilingOf(track: TrackId, { worker }: RoomRouter): number | null {
    const [carried] = this.#carried.get(track) ?? []
    if (carried !== undefined && this.#losses.get(carried.owner) === 'heavy') return 0
    if (carried?.source !== 'camera' || this.#speakers.has(carried.owner)) return null
    return worker.ceiling.layer
  }

  #watchedAll(): void {
    for (const track of this.#carried.keys()) this.watched(track)
  }

  #holdCrowd(tracks: readonly TrackId[]): void {
    for (const track of tracks)
      for (const { received } of this.#viewers.get(track) ?? [])
        void received.hold('crowd', this.#voices.isCrowd(track))
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
