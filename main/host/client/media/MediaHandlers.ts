import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { TrackId } from '../../../../protocol/ids.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { Consumers, RtpCapabilities, Transports } from '../../../../protocol/wire/media/media.ts'
import type { RoomName } from '../../../../protocol/names.ts'
import type { Right } from '../../../../protocol/roles.ts'
import type { RoomEvent } from '../../../../room/features.ts'
import type { MethodParams, MethodResult } from '../../../../room/methods.ts'
import { trackOf } from '../../../../room/features/tracks.ts'
import type { Room } from '../../../rooms/Room.ts'
import type { MediaSession, MediaSessionListener } from '../../../sfu/session/MediaSession.ts'
import { unlessClosed } from '../../../sfu/routing/unlessClosed.ts'
import { networkKey } from '../../../network/networkKey.ts'
import { isLoopback } from '../../../network/isLoopback.ts'
import { NO_CONSUMERS } from './noConsumers.ts'
import type { Seat } from '../../../rooms/Seat.ts'
import { produceTracks } from './produceTracks.ts'
import type { Receiver } from './CommonCodecs.ts'
import type { SessionContext } from '../SessionContext.ts'
import { publishTracks } from './publishTracks.ts'
import { RoomMediaSync } from './RoomMediaSync.ts'
import { StandbyTransports } from './StandbyTransports.ts'
import { watchMediaActivity } from './watchMediaActivity.ts'

export interface MediaHandlersOptions
  extends Pick<SessionContext, 'client' | 'sfu' | 'rooms' | 'setups' | 'warmRooms' | 'codecs' | 'log'> {
  /** Where our client sits; null outside of a room. */
  readonly place: () => Seat | null
  readonly mayUse: (right: Right) => boolean
  /** Whether the client's session is over: nothing is begun for it any more. */
  readonly isGone: () => boolean
}

/** What is ready for somebody who joins: the media, whether the client knows its transports already, and what is in the room. */
export interface ReadyMedia {
  readonly media: MediaSession | null
  readonly warm: boolean
  readonly consumers: Consumers
}

/** When somebody who may not warm up may ask again. */
const WARM_RETRY_MS = 10_000

/** What keeps media from a person who may join all the same. */
const WITHOUT_MEDIA: ReadonlySet<string> = new Set(['media_held_back', 'media_full'])

/**
 * One client's media: what it asks of it is done here, and so is what the room decides about the person's tracks. It begins
 * in the lobby, before there is a place.
 */
export class MediaHandlers implements MediaSessionListener, Receiver {
  readonly #options: MediaHandlersOptions
  readonly #standby: StandbyTransports
  readonly #tracks: RoomMediaSync
  #media: MediaSession | null = null
  /** Whether this client has had media: what it loses with a worker comes back, however full the host is. */
  #carried = false
  #stopWatching: (() => void) | null = null
  /** Counts what was warmed up for a room without anybody in it. */
  #coolDown: (() => void) | null = null
  #unjoined: NodeJS.Timeout | undefined
  /** When the client was last told that its media was lost (monotonic milliseconds). */
  #lostAt = Number.NEGATIVE_INFINITY
  /** Media work of one client runs one after another; chat and the like never wait for it. */
  #work: Promise<unknown> = Promise.resolve()

  constructor(options: MediaHandlersOptions) {
    this.#options = options
    const { sfu, setups, client, log } = options
    this.#standby = new StandbyTransports({
      sfu,
      setups,
      client,
      log,
      listener: this,
      local: () => this.#local,
    })
    this.#tracks = new RoomMediaSync({
      client,
      media: () => this.#media,
      seat: options.place,
      inOrder: (work) => this.inOrder(work),
      failed: (media, doing) => this.#failed(media, doing),
    })
  }

  /** @throws ProtocolError `already_joined` in another room, `no_media`, `media_full`, `media_held_back`, `bad_params`. */
  warm(params: MethodParams<'session.warm'>): Promise<MethodResult<'session.warm'>> {
    return this.inOrder(() => this.#inTurn(() => this.#warm(params)))
  }

  /** @throws ProtocolError `no_media`, `bad_params`. */
  connect({
    direction,
    dtlsParameters,
  }: MethodParams<'media.connect'>): Promise<MethodResult<'media.connect'>> {
    return this.inOrder(async () => {
      await this.#opened().connect(direction, dtlsParameters)
      return {}
    })
  }

  /** @throws ProtocolError `no_media`. */
  restartIce({ direction }: MethodParams<'media.restartIce'>): Promise<MethodResult<'media.restartIce'>> {
    return this.inOrder(async () => {
      const media = this.#opened()
      if (media.isReachedBy(this.#options.client.cameBy))
        return { iceParameters: await media.restartIce(direction) }
      // This computer is on another network than when it began, and so is the way here.
      this.#close()
      this.tellLost()
      throw new ProtocolError('no_media')
    })
  }

  async resume({ tracks }: MethodParams<'media.resume'>): Promise<MethodResult<'media.resume'>> {
    await this.#media?.resume(tracks)
    return {}
  }

  async refresh({ tracks }: MethodParams<'media.refresh'>): Promise<MethodResult<'media.refresh'>> {
    await this.#media?.refresh(tracks)
    return {}
  }

  async setLossy({ lossy }: MethodParams<'media.setLossy'>): Promise<MethodResult<'media.setLossy'>> {
    this.#media?.setLossy(lossy)
    return {}
  }

  async setPreferences({
    tracks,
    maxBitrate,
  }: MethodParams<'media.setPreferences'>): Promise<MethodResult<'media.setPreferences'>> {
    await this.#media?.prefer(tracks)
    if (maxBitrate !== undefined) this.#media?.limit(maxBitrate)
    return {}
  }

  /** @throws ProtocolError `no_media`, `forbidden`, `too_many_tracks`, `bad_params`. */
  produce(params: MethodParams<'media.produce'>): Promise<MethodResult<'media.produce'>> {
    return this.inOrder(() => this.#produce(params))
  }

  /** @throws ProtocolError `no_media` for a standby that is no longer there; `bad_params`. */
  prepare(params: MethodParams<'media.prepare'>): Promise<MethodResult<'media.prepare'>> {
    return this.inOrder(async () => {
      await this.#standby.prepare(params)
      return {}
    })
  }

  /** Runs what needs this client's media as it is once all that was asked of it before is done. */
  inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work)
    // Whoever asked for it is told.
    this.#work = done.catch(() => undefined)
    return done
  }

  /** The same, when it is also this client's turn to have media set up. @param more whether it asks for media now. */
  inOrderAndTurn<T>(more: boolean, work: () => Promise<T>): Promise<T> {
    return this.inOrder(() => (more || this.#media !== null ? this.#inTurn(work) : work()))
  }

  /**
   * Has media ready for somebody who is about to join, with what others send there.
   *
   * @param rtpCapabilities undefined: what was warmed up, or none.
   * @param present the tracks of the room, asked for once the media is there.
   */
  async ready(
    room: RoomName,
    rtpCapabilities: RtpCapabilities | undefined,
    present: () => readonly TrackId[],
  ): Promise<ReadyMedia> {
    const warm = this.#media?.roomName === room
    const opened = () => (rtpCapabilities === undefined ? null : this.#openUnlessHeld(room, rtpCapabilities))
    const media = warm ? this.#media : await opened()
    const ready = { media, warm, consumers: NO_CONSUMERS }
    try {
      return { ...ready, consumers: (await media?.consume(present())) ?? NO_CONSUMERS }
    } catch (error) {
      this.refused(ready)
      throw error
    }
  }

  /** The person was not let in after all: nothing of the room is received. What was warmed up before stays for another try. */
  refused({ media, warm }: ReadyMedia): void {
    if (media === null || media !== this.#media) return
    if (warm) media.withdraw()
    else this.#close()
  }

  /**
   * The person sits: what the room shows flows, both ways. What was warmed up for another room ends.
   *
   * @param present the tracks of the room.
   * @returns the transports, for a client that does not know them; null where it does, or has none.
   */
  enter({ media, warm }: ReadyMedia, present: readonly TrackId[]): Transports | null {
    if (media !== this.#media) this.#close()
    this.#settle()
    media?.entered()
    this.#tracks.startShown()
    this.#tracks.receive(present)
    if (media === null) return null
    this.#options.codecs.enter(media.roomName, this, media.rtpCapabilities)
    this.#standby.plan(media)
    return warm ? null : media.describe(this.#local)
  }

  /**
   * Receives everything anew, for a client that has missed too much.
   *
   * @param take is called with that, at once when it is known.
   */
  async renew(room: Room, take: (consumers: Consumers) => void): Promise<void> {
    // Among what it missed may be that its media went: then it builds up anew rather than go on with what is no more.
    const lost = performance.now() - this.#lostAt < limits.resumeWindowMs
    if (lost) this.#close()
    this.#media?.stopReceiving()
    take((await this.#media?.consume(room.state.tracks.tracks.map(({ id }) => id))) ?? NO_CONSUMERS)
    if (lost) this.tellLost()
    this.#media?.tellAgain()
    this.#options.codecs.repeat(room.name, this)
  }

  /** Does to the media what has happened in the room. */
  follow(events: readonly RoomEvent[]): void {
    this.#tracks.follow(events)
    for (const event of events) if (event.type === 'track.removed') this.#standby.closeTrack(event.track)
  }

  /** The client hears of its loss before the room does: what it still wants to send is not taken for removed. */
  tellLost(consumers?: Consumers): void {
    this.#lostAt = performance.now()
    this.#options.client.notify('media.lost', consumers === undefined ? {} : { consumers })
    this.#tracks.dropEnded()
  }

  /** The connection was cut. @param onSilent called when its media does not come in either: the program is gone. */
  watch(onSilent: () => void): void {
    const media = this.#media
    if (media === null) return
    const onFailed = this.#failed(media, 'looking whether a client lives')
    this.#stopWatching = watchMediaActivity(media, onSilent, onFailed)
  }

  endWatch(): void {
    this.#stopWatching?.()
  }

  /** The person has left the room, or the lobby. */
  leave(place: Seat | null): void {
    if (place !== null) this.#options.codecs.leave(place.room.name, this)
    this.#carried = false
    this.#close()
  }

  mediaSilent(): void {
    this.#options.client.probe()
  }

  mediaLost(media: MediaSession): void {
    if (media !== this.#media) return this.#standby.lost(media)
    media.close()
    this.#media = this.#standby.take()
    if (this.#media === null) return this.tellLost()
    const standby = this.#media
    // A standby that dies as well is lost in its turn.
    this.inOrder(() => this.#carryOn(standby)).catch(this.#failed(standby, 'going on with the standby'))
  }

  speaking(media: MediaSession, tracks: readonly TrackId[]): void {
    if (this.#place === null || media !== this.#media) return
    const { state } = this.#place.room
    const peers = tracks.flatMap((track) => trackOf(state, track)?.peer ?? [])
    this.#options.client.notify('media.speakers', { peers })
  }

  tellCodecs(codecs: Parameters<Receiver['tellCodecs']>[0]): void {
    this.#options.client.notify('media.codecs', { codecs: [...codecs] })
  }

  demanded(media: MediaSession, tracks: Parameters<MediaSessionListener['demanded']>[1]): void {
    if (media === this.#media) this.#options.client.notify('media.demand', { tracks: [...tracks] })
  }

  narrowed(media: MediaSession, narrow: boolean): void {
    if (media === this.#media) this.#options.client.notify('media.narrow', { narrow })
  }

  repair(media: MediaSession, repair: Parameters<MediaSessionListener['repair']>[1]): void {
    if (media === this.#media) this.#options.client.notify('media.repair', repair)
  }

  pathChanged(media: MediaSession, missing: boolean): void {
    if (media === this.#media) this.#place?.room.notePath(this.#place.peer, missing)
  }

  rerouted(media: MediaSession, tracks: readonly TrackId[]): void {
    if (media === this.#media) this.#tracks.receive(tracks)
  }

  /** The worker has died, and the standby takes its place: same tracks, other transports. */
  async #carryOn(standby: MediaSession): Promise<void> {
    if (this.#place === null || this.#media !== standby) return
    if (this.#options.sfu.heldBackMs(this.#actorIn(standby.roomName)) > 0) {
      this.#close()
      return this.tellLost()
    }
    standby.entered()
    this.#tracks.startShown()
    const consumers = await standby.consume(this.#tracks.present)
    if (this.#media !== standby) return
    this.tellLost(consumers)
    // What was told before that, the client has taken for the media that was lost.
    standby.tellAgain()
    this.#standby.plan(standby)
  }

  async #warm(params: MethodParams<'session.warm'>): Promise<MethodResult<'session.warm'>> {
    const { room, rtpCapabilities, dtlsParameters, slots } = params
    if (this.#place !== null && this.#place.room.name !== room) throw new ProtocolError('already_joined')
    const coolDown = this.#mayWarm(room)
    const media = await this.#openMedia(room, rtpCapabilities).catch((error: unknown) => {
      coolDown?.()
      throw error
    })
    this.#awaitJoin(coolDown)
    // What was sent over earlier media has ended with it.
    this.#tracks.dropEnded()
    if (media === null) throw new ProtocolError('no_media')
    if (dtlsParameters !== undefined)
      await Promise.all([media.connect('send', dtlsParameters), media.connect('recv', dtlsParameters)])
    if (slots !== undefined) media.offerSlots(slots)
    const warmup = slots === undefined ? await media.warmup() : NO_CONSUMERS
    // In the room, this is media that was lost and comes back: what others send follows at once.
    this.#tracks.receive(this.#tracks.present)
    if (this.#place !== null) {
      media.entered()
      this.#options.codecs.enter(room, this, rtpCapabilities)
      this.#standby.plan(media)
    }
    return { transports: media.describe(this.#local), warmup }
  }

  /** @throws ProtocolError `media_full`. @returns what gives the place back; null where the room has people in it. */
  #mayWarm(name: RoomName): (() => void) | null {
    const { rooms, warmRooms, client } = this.#options
    if (rooms.find(name) !== undefined) return null
    const coolDown = warmRooms.enter(name, this.#local ? null : networkKey(client.remoteAddress))
    if (coolDown === null) throw new ProtocolError('media_full', undefined, { retryAfterMs: WARM_RETRY_MS })
    return coolDown
  }

  /** What was warmed up waits for its person, and not for ever. */
  #awaitJoin(coolDown: (() => void) | null): void {
    this.#coolDown = coolDown
    if (this.#place !== null || this.#media === null) return this.#settle()
    this.#unjoined = setTimeout(() => {
      if (this.#place !== null) return
      this.#close()
      this.#options.client.notify('media.lost', { unjoined: true })
    }, limits.unjoinedMediaMs)
  }

  /** Nothing waits to be joined with any more. */
  #settle(): void {
    clearTimeout(this.#unjoined)
    this.#coolDown?.()
    this.#coolDown = null
  }

  async #produce(params: MethodParams<'media.produce'>): Promise<MethodResult<'media.produce'>> {
    const media = this.#opened()
    const tracks = await produceTracks(media, params, this.#options.mayUse)
    // Whoever has left meanwhile has closed them.
    if (media !== this.#media) throw new ProtocolError('no_media')
    if (this.#place === null) {
      for (const { source, replaces } of params.tracks)
        if (replaces !== undefined && media.sourceOf(replaces) === source) media.closeTrack(replaces)
      return { tracks }
    }
    const shown = publishTracks(this.#place, media, params.tracks, tracks)
    for (const { id, muted } of shown) this.#tracks.setSending(id, !muted)
    return { tracks }
  }

  async #openMedia(room: RoomName, rtpCapabilities: RtpCapabilities): Promise<MediaSession | null> {
    this.#close()
    const media = await this.#options.sfu.openSession(
      this.#actorIn(room),
      rtpCapabilities,
      this,
      this.#options.client.cameBy,
      !this.#carried,
    )
    if (this.#options.isGone()) {
      media?.close()
      throw new ProtocolError('not_joined')
    }
    this.#media = media
    this.#carried = media !== null
    return media
  }

  /** Who is held back, or finds no room, joins as somebody without sound and picture. */
  #openUnlessHeld(room: RoomName, rtpCapabilities: RtpCapabilities): Promise<MediaSession | null> {
    return this.#openMedia(room, rtpCapabilities).catch((error: unknown) => {
      if (error instanceof ProtocolError && WITHOUT_MEDIA.has(error.code)) return null
      throw error
    })
  }

  #actorIn(room: RoomName): { readonly room: RoomName; readonly session: string } {
    return { room, session: this.#options.client.id }
  }

  /** The media of the room in which the person sits or, before that, of the one that it was warmed up for. */
  #opened(): MediaSession {
    const [media, place] = [this.#media, this.#place]
    if (media === null || (place !== null && place.room.name !== media.roomName))
      throw new ProtocolError('no_media')
    return media
  }

  #failed(media: MediaSession, doing: string): (error: unknown) => void {
    const { log, client } = this.#options
    return unlessClosed(media, log, doing, { session: client.id, transport: media.id })
  }

  /** Media is set up for so many clients at once. One who has gone meanwhile costs nothing more. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.setups.run(networkKey(this.#options.client.remoteAddress), () => {
      if (this.#options.isGone()) throw new ProtocolError('not_joined')
      return work()
    })
  }

  #close(): void {
    this.#settle()
    this.#standby.close()
    this.#media?.close()
    this.#media = null
  }

  get #place(): Seat | null {
    return this.#options.place()
  }

  /** Whether the client runs on the host's own computer. */
  get #local(): boolean {
    return isLoopback(this.#options.client.remoteAddress)
  }
}
