import { randomBytes } from 'node:crypto'
import type { types } from 'mediasoup'
import { type TrackId, trackIdSchema } from '../../../protocol/ids.ts'
import {
  type Consumers,
  type DtlsParameters,
  kindOf,
  type RtpCapabilities,
  type RtpParameters,
  type Source,
  type Transports,
} from '../../../protocol/wire/media/media.ts'
import type { RoomName } from '../../../protocol/names.ts'
import { LEAST_OUTGOING_BITRATE } from '../allocation/BandwidthWatch.ts'
import { describeTransport } from './describeTransport.ts'
import { Demand, type TrackDemand } from '../allocation/Demand.ts'
import type { Carried, Load } from '../workers/Load.ts'
import type { HeldRoom } from '../routing/MediaRoom.ts'
import { createOn } from '../routing/createOn.ts'
import { LossWatch, TOO_MUCH_FROM_CLIENT, type Traffic } from '../allocation/LossWatch.ts'
import type { TransportWish } from './MediaListeners.ts'
import type { MediaWorker } from '../workers/MediaWorker.ts'
import type { RoomActor } from '../workers/RecentActs.ts'
import { PathWatch } from './PathWatch.ts'
import { type Preference, Subscriptions } from './Subscriptions.ts'
import { type Repair, RepairNotice } from '../allocation/RepairNotice.ts'
import { withProtocolErrors } from './withProtocolErrors.ts'
import { forProducer, forRouter } from './rtpParameters.ts'
import { SilenceWatch } from '../allocation/SilenceWatch.ts'
import { unlessClosed } from '../routing/unlessClosed.ts'

/** A LAN carries more than the default's 600 kbit/s; starting there shows soft pictures for seconds. */
const INITIAL_OUTGOING_BITRATE = 3_000_000

/**
 * Browsers leave a request for a key frame unanswered that comes within 300 ms of the one before (libwebrtc), and the
 * worker would ask again after a second only: where several people begin to watch one after another, the late ones
 * would see nothing until then. So their requests are gathered.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 350

/** What at least will be sent to somebody. */
const TRACKS_EXPECTED = 2

export type Direction = 'send' | 'recv'

/** What a session's media tells whoever holds it. */
export interface MediaSessionListener {
  /** Nothing comes in any more from a client that sends: its network is cut, or its computer stands still. */
  mediaSilent(): void
  /** The worker that carried everything has died, or the network that it was on has gone, and all tracks with it. */
  mediaLost(media: MediaSession): void
  /** Who speaks in the room has changed; loudest first. */
  speaking(media: MediaSession, tracks: readonly TrackId[]): void
  /** Pictures are smaller than the client shows them, since no more gets through to it, or no longer. */
  narrowed(media: MediaSession, narrow: boolean): void
  /** More or less of own tracks is watched than before. */
  demanded(media: MediaSession, demands: readonly TrackDemand[]): void
  /** What the client can do about packets that get lost has changed. */
  repair(media: MediaSession, repair: Repair): void
  /** No way for media is found any more between the client and us, or one is again. */
  pathChanged(media: MediaSession, missing: boolean): void
  /** The worker to which these tracks were sent has died, and they come another way now: they are to be received anew. */
  rerouted(media: MediaSession, tracks: readonly TrackId[]): void
}

interface Sent {
  readonly source: Source
  readonly producer: types.Producer
}

/**
 * One session's media: a transport to send, one to receive, and what runs over them. It belongs to the
 * session, not to the room: it comes up while the person is still in the lobby.
 */
export class MediaSession implements Carried {
  /** The room whose router carries this session. */
  readonly roomName: RoomName
  readonly #actor: RoomActor
  readonly #held: HeldRoom
  readonly #listener: MediaSessionListener
  /** What the client can receive. */
  readonly rtpCapabilities: RtpCapabilities
  readonly #transports: Readonly<Record<Direction, types.WebRtcTransport>>
  readonly #receiving: Subscriptions
  readonly #stopListening: () => void
  readonly #uncount: () => void
  /** Whether all of this is only a standby for now. */
  #resting: boolean
  /** Whether the person is in the room with it. */
  #present = false
  readonly #silence: SilenceWatch
  readonly #path: PathWatch
  readonly #loss: LossWatch
  readonly #connected = new Set<Direction>()
  /** Under which others receive all that this client sends; it says nothing of who that is. */
  readonly #cname = randomBytes(12).toString('base64url')
  readonly #sent = new Map<TrackId, Sent>()
  readonly #demand: Demand
  readonly #repair: RepairNotice

  private constructor(
    actor: RoomActor,
    held: HeldRoom,
    rtpCapabilities: RtpCapabilities,
    transports: Record<Direction, types.WebRtcTransport>,
    listener: MediaSessionListener,
  ) {
    this.roomName = actor.room
    this.#actor = actor
    this.#held = held
    this.#listener = listener
    this.rtpCapabilities = rtpCapabilities
    this.#transports = transports
    this.#receiving = new Subscriptions({
      held,
      transport: transports.recv,
      rtpCapabilities: forRouter(rtpCapabilities),
      isOwn: (track) => this.#sent.has(track),
      onNarrow: (narrow) => listener.narrowed(this, narrow),
      onRerouted: (tracks) => listener.rerouted(this, tracks),
    })
    this.#resting = held.standby
    this.#uncount = held.home.carry(this)
    this.#stopListening = held.room.onSpeakers((tracks) => {
      if (this.#present) listener.speaking(this, tracks)
    })
    transports.send.on('routerclose', () => listener.mediaLost(this))
    transports.send.on('listenserverclose', () => listener.mediaLost(this))
    this.#path = new PathWatch((missing) => listener.pathChanged(this, missing))
    this.#silence = new SilenceWatch({
      received: () => this.#bytesOfTracks(),
      onChange: (silent) => {
        this.#reach(!silent)
        this.#path.setSilent(silent)
        if (silent) listener.mediaSilent()
      },
      onFailed: this.#failed('looking whether something comes in'),
    })
    this.#loss = new LossWatch({
      traffic: () => this.#traffic(),
      heavy: TOO_MUCH_FROM_CLIENT,
      onChange: (loss, carried) => {
        if (!held.room.setLoss(this, loss)) return
        // The sender, whose browser gives the large ones up anyhow, begins its small one anew when it hears of that.
        this.#demand.hurry()
        if (loss !== 'heavy' && carried > 0) this.#repair.relieved(carried)
      },
      onFailed: this.#failed('looking at what gets lost'),
    })
    this.#demand = new Demand((demands) => listener.demanded(this, demands))
    this.#repair = new RepairNotice((repair) => listener.repair(this, repair))
  }

  /**
   * Opens both transports in a held room; {@link close} gives the room back.
   *
   * @param cameBy the address of ours that the client has reached.
   */
  static async create(
    actor: RoomActor,
    held: HeldRoom,
    rtpCapabilities: RtpCapabilities,
    listener: MediaSessionListener,
    cameBy: string | null,
  ): Promise<MediaSession> {
    const { router, worker } = held.home
    const options: TransportWish = {
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    }
    const [send, recv] = await worker.during(actor, () =>
      Promise.all([
        worker.listeners.openTransport(router, cameBy, options),
        worker.listeners.openTransport(router, cameBy, options),
      ]),
    )
    // Not waited for: whoever leaves meanwhile needs no floor.
    const floor = recv.setMinOutgoingBitrate(LEAST_OUTGOING_BITRATE)
    const session = new MediaSession(actor, held, rtpCapabilities, { send, recv }, listener)
    floor.catch(session.#failed('setting the least that is sent'))
    // Nobody is about to enter by a standby: what others send needs not be held ready for it.
    if (!held.standby) held.room.awaits(session)
    return session
  }

  /**
   * What the client needs to make its ends.
   *
   * @param local whether the client runs on this computer; only then loopback candidates make sense to it.
   */
  describe(local: boolean): Transports {
    const { send, recv } = this.#transports
    return {
      send: describeTransport(send, local, this.worker),
      recv: describeTransport(recv, local, this.worker),
    }
  }

  /**
   * The client has sections ready for what it will receive. What comes in these flows from {@link entered} on, without
   * waiting for {@link resume}; their transport connects when they are there.
   */
  offerSlots(slots: Parameters<Subscriptions['offerSlots']>[0]): void {
    this.#receiving.offerSlots(slots)
  }

  /** A consumer of silence, so that the receiving transport connects before there is anything to receive. */
  warmup(): Promise<Consumers> {
    return this.#receiving.warmup()
  }

  /** Takes the client's DTLS parameters. A second time for the same transport changes nothing. */
  async connect(direction: Direction, dtlsParameters: DtlsParameters): Promise<void> {
    if (this.#connected.has(direction)) return
    this.#connected.add(direction)
    this.#path.add(this.#transports[direction])
    await this.#feed(() => this.#transports[direction].connect({ dtlsParameters }))
  }

  /**
   * Starts a track, paused: nothing of it is forwarded before {@link setSending}.
   *
   * @param track its id, where it stands in for a track that another worker carries.
   * @throws ProtocolError `bad_params` for parameters that the router cannot take, `media_failed`.
   */
  async produce(source: Source, rtpParameters: RtpParameters, track = newTrackId()): Promise<TrackId> {
    const { send } = this.#transports
    const wanted = {
      kind: kindOf(source),
      rtpParameters: forProducer(rtpParameters, this.#cname),
      paused: true,
      keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS,
    }
    const producer = await this.#feed(() => createOn(send, send.produce(wanted)))
    this.#sent.set(track, { source, producer })
    this.#held.room.add(track, {
      producer,
      source,
      owner: this,
      home: this.#held.home,
      onDemand: (layer) => {
        this.#demand.want(track, layer)
        // It is in the way of a picture.
        if (producer.kind === 'audio') this.#demand.hurry()
      },
      onRepeats: (repeats) => this.#repair.repeats(repeats),
    })
    producer.observer.once('close', () => this.#demand.forget(track))
    return track
  }

  /** Forwards a track to others, or stops to. */
  async setSending(track: TrackId, sending: boolean): Promise<void> {
    const { producer, source } = this.#sent.get(track) ?? {}
    if (producer === undefined) return
    if (!sending) return producer.pause()
    // What somebody shares is not a voice, however loud: it takes nobody's place among them.
    if (source === 'microphone') this.#held.home.listenTo(producer)
    await producer.resume()
  }

  closeTrack(track: TrackId): void {
    const sent = this.#sent.get(track)
    this.#sent.delete(track)
    sent?.producer.close()
  }

  /** Tells one pair of transports from another; the client knows it as the sending transport's. */
  get id(): string {
    return this.#transports.send.id
  }

  /** Where a track of ours comes from; undefined when it is not (or no longer) ours. */
  sourceOf(track: TrackId): Source | undefined {
    return this.#sent.get(track)?.source
  }

  get tracks(): readonly TrackId[] {
    return [...this.#sent.keys()]
  }

  /**
   * Begins to receive tracks that are not received yet, all at once. A track that has ended meanwhile or that
   * this client cannot decode is left out. Pictures wait for {@link resume}.
   */
  consume(tracks: Iterable<TrackId>): Promise<Consumers> {
    return this.#receiving.consume(tracks)
  }

  /** The client is set up for these tracks: from now on they flow, each picture from a key frame on. */
  resume(tracks: readonly TrackId[]): Promise<void> {
    return this.#receiving.resume(tracks)
  }

  /** Tells all that stands again, to a client that may not know it or knows it of earlier media. */
  tellAgain(): void {
    this.#repair.again()
    this.#demand.again()
    this.#receiving.tellAgain()
    if (this.#present) this.#listener.speaking(this, this.#held.room.speaking)
  }

  /** Whether the client misses packets of what it hears. */
  setLossy(lossy: boolean): void {
    this.#receiving.setLossy(lossy)
  }

  /** Sets pictures in motion that stand still, where a way that loses packets is to blame. */
  refresh(tracks: Parameters<Subscriptions['refresh']>[0]): Promise<void> {
    return this.#receiving.refresh(tracks)
  }

  /** Takes what the client shows now of the tracks that it receives; what is not named stays as it is. */
  prefer(preferences: readonly Preference[]): Promise<void> {
    return this.#receiving.prefer(preferences)
  }

  /** The most that is sent to this client, in bits per second; null: as much as gets through. */
  limit(bitrate: number | null): void {
    this.#receiving.limit(bitrate)
  }

  /**
   * The person is in the room now, with this media: from now on hears how much of it is watched, and gets what was put
   * into sections that are ready.
   */
  entered(): void {
    this.#resting = false
    this.#present = true
    this.#receiving.enter()
    this.#held.room.entered(this)
    this.#demand.start()
    this.#repair.start()
    this.#path.again()
  }

  /** Whether it has been closed, or its worker has died. */
  get closed(): boolean {
    return this.#transports.send.closed
  }

  /** The worker to which it is connected. */
  get worker(): MediaWorker {
    return this.#held.home.worker
  }

  get load(): Load {
    if (this.#resting) return { expected: 0, flows: 0, people: 0, sent: 0 }
    const { flows } = this.#receiving
    return {
      expected: Math.max(TRACKS_EXPECTED, flows),
      flows,
      people: this.#present ? 1 : 0,
      sent: this.#sent.size,
    }
  }

  /** The person was not let in: nothing of the room is received, and the client's sections are as unused as before. */
  withdraw(): void {
    this.#receiving.withdraw()
  }

  /** Ends all receiving, so that {@link consume} begins anew. */
  stopReceiving(): void {
    this.#receiving.stop()
  }

  /** Whether it is where somebody who came in by this address would be put now. */
  isReachedBy(cameBy: string | null): boolean {
    return this.worker.listeners.serves(this.#transports.send, cameBy)
  }

  /** Fresh credentials, with which the client connects from wherever it is now. */
  async restartIce(direction: Direction): Promise<types.IceParameters> {
    return this.#feed(() => this.#transports[direction].restartIce())
  }

  /** Everything that has come in from the client, checks for its consent included. */
  async bytesReceived(): Promise<number> {
    const { send, recv } = this.#transports
    const stats = await Promise.all([send.getStats(), recv.getStats()])
    return stats.flat().reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)
  }

  /** What has come in on what is sent; null while nothing is. */
  async #bytesOfTracks(): Promise<number | null> {
    if ([...this.#sent.values()].every(({ producer }) => producer.paused)) return null
    const [stats] = await this.#transports.send.getStats()
    return stats?.bytesReceived ?? null
  }

  /** What comes from the client; null while it sends nothing. */
  async #traffic(): Promise<Traffic | null> {
    if ([...this.#sent.values()].every(({ producer }) => producer.paused)) return null
    const [stats] = await this.#transports.send.getStats()
    if (stats === undefined) return null
    return { lost: stats.rtpPacketLossReceived ?? 0, bitrate: stats.rtpRecvBitrate }
  }

  /**
   * While a client cannot be reached, nothing is sent to it, and its own pictures wait: what queued up on the way would
   * arrive late, all at once, and make pictures wait long after the return. Then they begin anew.
   */
  #reach(reached: boolean): void {
    for (const track of this.#sent.keys()) this.#held.room.holdPicture(track, !reached)
    this.#receiving.reach(reached)
  }

  /** Ends everything and gives the room back. May be called twice. */
  close(): void {
    this.#stopListening()
    this.#silence.close()
    this.#path.close()
    this.#loss.close()
    this.#repair.close()
    this.#held.room.setLoss(this, 'none')
    this.#demand.close()
    this.#uncount()
    this.#held.room.entered(this)
    this.#sent.clear()
    this.#transports.send.close()
    this.#receiving.close()
    this.#held.release()
  }

  /** Gives the worker what the client has sent: where it ends on that, it is known whose it was. */
  #feed<T>(work: () => Promise<T>): Promise<T> {
    const failed = this.#failed('working with what a client has sent')
    return withProtocolErrors(failed, () => this.worker.during(this.#actor, work))
  }

  #failed(doing: string): (error: unknown) => void {
    const { send, recv } = this.#transports
    return unlessClosed([send, recv], this.worker.log, doing, {
      session: this.#actor.session,
      transport: send.id,
    })
  }
}

function newTrackId(): TrackId {
  return trackIdSchema.parse(randomBytes(16).toString('base64url'))
}
