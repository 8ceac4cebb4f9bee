import { APP_ORIGIN } from '../../protocol/appOrigin.ts'
import { closeCodes } from '../../protocol/close.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { RequestId } from '../../protocol/frames.ts'
import type { PeerId, TrackId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import type { Consumers, RtpCapabilities } from '../../protocol/media.ts'
import type { RoomName } from '../../protocol/names.ts'
import type { Right } from '../../protocol/roles.ts'
import { PROTOCOL } from '../../protocol/version.ts'
import { type CommandName, isCommand, type RoomEvent } from '../../room/features.ts'
import { peerOf } from '../../room/membership.ts'
import type { MethodName, MethodParams, MethodResult } from '../../room/methods.ts'
import { hasRight } from '../../room/rights.ts'
import { trackOf } from '../../room/tracks.ts'
import type { Member, Room } from '../rooms/Room.ts'
import type { Attendant, Client } from '../signaling/Attendant.ts'
import { networkOf } from '../signaling/networkOf.ts'
import type { MediaSession, MediaSessionListener } from '../sfu/MediaSession.ts'
import { CheckPart } from './CheckPart.ts'
import { DirectPart } from './DirectPart.ts'
import { isLoopback } from './isLoopback.ts'
import { NO_CONSUMERS } from './noConsumers.ts'
import type { Place } from './Place.ts'
import { produceTracks } from './produceTracks.ts'
import type { Receiver } from './RoomCodecs.ts'
import type { SeatOptions } from './SeatOptions.ts'
import { showTracks } from './showTracks.ts'
import { Standby } from './Standby.ts'
import { watchForLife } from './watchForLife.ts'

/** The methods that are the seat's to answer: all but the room's own commands. */
type OwnMethod = Exclude<MethodName, CommandName>
type Handlers = {
  readonly [N in OwnMethod]: (params: MethodParams<N>) => Promise<MethodResult<N>> | MethodResult<N>
}

/** What keeps media from a person who may join all the same. */
const WITHOUT_MEDIA: ReadonlySet<string> = new Set(['media_held_back', 'media_full'])

/**
 * One client at the host: joins its connection with its place in a room and with its media. What the room
 * decides about this person's tracks is carried out here on the media.
 */
export class Seat implements Attendant, Member, MediaSessionListener, Receiver {
  readonly #options: SeatOptions
  #place: Place | null = null
  #media: MediaSession | null = null
  readonly #standby: Standby
  readonly #direct: DirectPart
  readonly #check: CheckPart
  /** Whether this client has had media: what it loses with a worker comes back, however full the host is. */
  #carried = false
  /** What the client was told last; null: that many fit in, as it takes for granted. */
  #toldRoom: number | null = null
  #gone = false
  /** Whether the client has yet to hear that its media is gone. */
  #fromEarlier = false
  #stopWatching: (() => void) | null = null
  /** When the client was last told that its media was lost (monotonic milliseconds). */
  #lostAt = Number.NEGATIVE_INFINITY
  /** Media work of one client runs one after another; chat and the like never wait for it. */
  #mediaWork: Promise<unknown> = Promise.resolve()

  constructor(options: SeatOptions) {
    this.#options = options
    const { sfu, setups, client, clientOf, checks } = options
    this.#standby = new Standby({ sfu, setups, client, listener: this, local: () => this.#local })
    this.#check = new CheckPart({ sfu, client, desk: checks })
    this.#direct = new DirectPart({ sfu, client, clientOf, place: () => this.#place })
  }

  /** Whether this is the window of the app beside which the host runs. */
  get isOwnWindow(): boolean {
    return this.#local && this.#options.client.origin === APP_ORIGIN
  }

  /** Whether the client runs on the host's own computer. */
  get #local(): boolean {
    return isLoopback(this.#options.client.remoteAddress)
  }

  get client(): Client {
    return this.#options.client
  }

  /** Whether this is the seat of that person. */
  sitsAs(peer: PeerId): boolean {
    return this.#place?.peer === peer
  }

  get joined(): boolean {
    return this.#place !== null
  }

  /** Before joining there is no role yet; what is sent then is checked again when it is shown. */
  mayUse(right: Right): boolean {
    if (this.#place === null) return true
    const peer = peerOf(this.#place.room.state, this.#place.peer)
    return peer !== undefined && hasRight(peer.role, right)
  }

  call<N extends MethodName>(
    name: N,
    params: MethodParams<N>,
    request: RequestId,
  ): Promise<MethodResult<N>> | MethodResult<N>
  call(name: MethodName, params: never, request: RequestId): unknown {
    if (!isCommand(name)) return this.#handlers[name](params)
    if (this.#place === null) throw new ProtocolError('not_joined')
    const { result, kept } = this.#place.room.run(this.#place.peer, name, params, request)
    // What is acknowledged is kept; others need not wait for our disk to learn of it.
    return kept === null ? result : kept.then(() => result)
  }

  /** Tells the person whether what happens now is kept. */
  tellKeeping(kept: boolean): void {
    if (this.#place !== null) this.#options.client.notify('host.keeping', { kept })
  }

  /** Tells whoever leads about how many more people can be carried. */
  tellCapacity(): void {
    const people = this.#options.roomForMore()
    if (this.#place === null || people === this.#toldRoom || !this.mayUse('moderation.remove')) return
    this.#toldRoom = people
    this.#options.client.notify('host.capacity', { people })
  }

  /** Tells the client that the host has a media server from now on, or has none any more. */
  tellMedia(): void {
    // The client hears of it before the room does: what it still wants to send is not taken for removed.
    this.#options.client.notify('host.media', { rtpCapabilities: this.#options.sfu.rtpCapabilities })
    this.#direct.end()
  }

  /** Takes the place that this client had when an earlier process of the host ended. */
  takePlace(place: Place): void {
    this.#place = place
    this.#fromEarlier = true
    place.room.takePlace(place.peer, this)
  }

  lost(how: 'cut' | 'silent'): void {
    this.#place?.room.lose(this.#place.peer)
    if (how !== 'cut' || this.#media === null) return
    this.#stopWatching = watchForLife(this.#media, () =>
      this.#options.client.close(closeCodes.dead, 'The program is gone.'),
    )
  }

  returned(): void {
    this.#stopWatching?.()
    this.#place?.room.welcomeBack(this.#place.peer)
    if (!this.#fromEarlier) return
    this.#fromEarlier = false
    // What it sent and received went with that process. Without a media server the greeting has said so.
    if (this.#options.sfu.rtpCapabilities !== null) this.#tellLost()
  }

  refresh(take: Parameters<Attendant['refresh']>[0]): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#place === null) throw new ProtocolError('session_lost')
      const { room, peer } = this.#place
      // Among what it missed may be that its media went: then it builds up anew rather than go on with what is no more.
      const lost = performance.now() - this.#lostAt < limits.resumeWindowMs
      if (lost) this.#closeMedia()
      this.#media?.stopReceiving()
      const consumers =
        (await this.#media?.consume(room.state.tracks.tracks.map(({ id }) => id))) ?? NO_CONSUMERS
      take({ snapshot: room.visibleTo(peer), consumers })
      if (lost) this.#tellLost()
      this.#options.codecs.repeat(room.name, this)
    })
  }

  gone(): void {
    this.#stopWatching?.()
    this.#gone = true
    this.#check.close()
    this.#leave()
    this.#options.onGone()
  }

  giveUp(): void {
    this.#options.client.close(closeCodes.dead, 'The place was needed for somebody who is here.')
  }

  deliver(events: readonly RoomEvent[]): void {
    this.#options.client.tell([...events])
    const added = events.flatMap((event) => (event.type === 'track.added' ? [event.track.id] : []))
    if (added.length > 0) this.#receive(added)
    for (const event of events) this.#carryOut(event)
    this.#direct.follow(events)
  }

  /** Tells the room that this person gets no media for a while. Says whether this is the one with that session. */
  holdBack(session: string): boolean {
    if (this.#options.client.id !== session) return false
    this.#place?.room.holdBack(this.#place.peer)
    return true
  }

  mediaSilent(): void {
    this.#options.client.probe()
  }

  mediaLost(media: MediaSession): void {
    if (media !== this.#media) return this.#standby.lost(media)
    media.close()
    this.#media = this.#standby.take()
    if (this.#media === null) return this.#tellLost()
    const standby = this.#media
    // A standby that dies as well is lost in its turn.
    this.#inOrder(() => this.#carryOn(standby)).catch(() => undefined)
  }

  speaking(tracks: readonly TrackId[]): void {
    if (this.#place === null) return
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

  rerouted(media: MediaSession, tracks: readonly TrackId[]): void {
    if (media === this.#media) this.#receive(tracks)
  }

  readonly #handlers: Handlers = {
    'session.warm': (params) => this.#inOrder(() => this.#inTurn(() => this.#warm(params))),
    'session.join': async (params) => {
      const startedAt = performance.now()
      const answer = await this.#inOrder(() =>
        params.rtpCapabilities === undefined && this.#media === null
          ? this.#join(params)
          : this.#inTurn(() => this.#join(params)),
      )
      if (this.#place !== null) this.#options.onJoined?.(this.#place, performance.now() - startedAt)
      return answer
    },
    'session.leave': () => {
      this.#leave()
      return {}
    },
    'media.connect': ({ direction, dtlsParameters }) =>
      this.#inOrder(async () => {
        await this.#opened().connect(direction, dtlsParameters)
        return {}
      }),
    'session.ping': () => ({}),
    'session.resume': () => {
      // Signaling itself hands connections over; nothing of it gets here.
      throw new ProtocolError('session_lost')
    },
    'media.restartIce': ({ direction }) =>
      this.#inOrder(async () => ({ iceParameters: await this.#opened().restartIce(direction) })),
    'media.resume': async ({ tracks }) => {
      await this.#media?.resume(tracks)
      return {}
    },
    'media.setPreferences': async ({ tracks, maxBitrate }) => {
      await this.#media?.prefer(tracks)
      if (maxBitrate !== undefined) this.#media?.limit(maxBitrate)
      return {}
    },
    'media.produce': (params) => this.#inOrder(() => this.#produce(params)),
    'media.prepare': (params) =>
      this.#inOrder(async () => {
        await this.#standby.prepare(params)
        return {}
      }),
    'direct.signal': (params) => this.#direct.signal(params),
    'direct.share': (params) => this.#direct.share(params),
    'check.open': (params) => this.#check.open(params),
    'check.connect': (params) => this.#check.connect(params),
    'check.fill': () => this.#check.fill(),
    'check.count': () => this.#check.count(),
    'check.close': () => this.#check.close(),
  }

  /** The worker has died, and the standby takes its place: same tracks, other transports. */
  async #carryOn(standby: MediaSession): Promise<void> {
    if (this.#place === null || this.#media !== standby) return
    if (this.#options.sfu.heldBackMs(this.#actorIn(standby.roomName)) > 0) {
      this.#closeMedia()
      return this.#tellLost()
    }
    standby.entered()
    this.#startShownTracks()
    const consumers = await standby.consume(this.#place.room.state.tracks.tracks.map(({ id }) => id))
    if (this.#media === standby) this.#tellLost(consumers)
    if (this.#media === standby) this.#standby.plan(standby)
  }

  /** The client hears of its loss before the room does: what it still wants to send is not taken for removed. */
  #tellLost(consumers?: Consumers): void {
    this.#lostAt = performance.now()
    this.#options.client.notify('media.lost', consumers === undefined ? {} : { consumers })
    const { room, peer } = this.#place ?? {}
    for (const track of room?.state.tracks.tracks ?? [])
      if (track.peer === peer && this.#media?.sourceOf(track.id) === undefined) room?.dropTrack(track.id)
  }

  async #warm(params: MethodParams<'session.warm'>): Promise<MethodResult<'session.warm'>> {
    const { room, rtpCapabilities, dtlsParameters, slots } = params
    if (this.#place !== null && this.#place.room.name !== room) throw new ProtocolError('already_joined')
    const media = await this.#openMedia(room, rtpCapabilities)
    if (media === null) throw new ProtocolError('no_media')
    if (dtlsParameters !== undefined)
      await Promise.all([media.connect('send', dtlsParameters), media.connect('recv', dtlsParameters)])
    if (slots !== undefined) media.offerSlots(slots)
    const warmup = slots === undefined ? await media.warmup() : NO_CONSUMERS
    // In the room, this is media that was lost and comes back: what others send follows at once.
    this.#receive(this.#place?.room.state.tracks.tracks.map(({ id }) => id) ?? [])
    if (this.#place !== null) {
      media.entered()
      this.#options.codecs.enter(room, this, rtpCapabilities)
      this.#standby.plan(media)
    }
    return { transports: media.describe(this.#local), warmup }
  }

  async #join(params: MethodParams<'session.join'>): Promise<MethodResult<'session.join'>> {
    const { protocol, room: roomName, name, rtpCapabilities } = params
    if (protocol < PROTOCOL.min || protocol > PROTOCOL.max) throw new ProtocolError('version_mismatch')
    if (this.#place !== null) throw new ProtocolError('already_joined')
    const warm = this.#media?.roomName === roomName
    const media = warm
      ? this.#media
      : rtpCapabilities && (await this.#openUnlessHeld(roomName, rtpCapabilities))
    const { rooms } = this.#options
    const present = rooms.find(roomName)?.state.tracks.tracks.map(({ id }) => id) ?? []
    const consumers = (await media?.consume(present)) ?? NO_CONSUMERS
    if (this.#gone) throw new ProtocolError('not_joined')

    // From here on nothing waits, so that all that happens in the room after the snapshot follows as events.
    const tracks = params.tracks.flatMap(({ track, muted }) => {
      const source = media?.sourceOf(track)
      return source === undefined ? [] : [{ id: track, source, muted }]
    })
    const room = rooms.open(roomName)
    const { peer, snapshot } = this.#sit(room, () => room.join(name, this, tracks))
    media?.entered()
    this.#startShownTracks()
    this.#receive(snapshot.tracks.tracks.map(({ id }) => id))
    if (media) {
      this.#options.codecs.enter(roomName, this, media.rtpCapabilities)
      this.#standby.plan(media)
    }
    const transports = warm || !media ? null : media.describe(this.#local)
    const { token, digest } = this.#options.client.makeResumable()
    this.#options.onResumable?.({ room, peer }, digest)
    return { peer, resumeToken: token, snapshot, transports, consumers }
  }

  #sit<T extends { readonly peer: PeerId }>(room: Room, join: () => T): T {
    try {
      const seated = join()
      this.#place = { room, peer: seated.peer }
      return seated
    } finally {
      // A room that was opened for someone it then refused must not stay behind empty.
      this.#options.rooms.closeIfEmpty(room)
    }
  }

  /** Sends what the room shows of us; what it does not show (no right, not asked for) ends. */
  #startShownTracks(): void {
    if (this.#place === null || this.#media === null) return
    for (const id of this.#media.tracks) {
      const track = trackOf(this.#place.room.state, id)
      if (track === undefined) this.#media.closeTrack(id)
      else this.#setSending(id, !track.muted)
    }
  }

  async #produce(params: MethodParams<'media.produce'>): Promise<MethodResult<'media.produce'>> {
    const media = this.#opened()
    const tracks = await produceTracks(media, params, (right) => this.mayUse(right))
    if (this.#place === null) return { tracks }
    const shown = showTracks(this.#place, media, params.tracks, tracks)
    for (const { id, muted } of shown) this.#setSending(id, !muted)
    return { tracks }
  }

  /** Begins to receive tracks and tells the client how, in one batch. */
  #receive(tracks: readonly TrackId[]): void {
    const work = this.#inOrder(async () => {
      const consumers = await this.#media?.consume(tracks)
      if (consumers && (consumers.consumers.length > 0 || consumers.slots !== undefined))
        this.#options.client.notify('media.consumers', consumers)
    })
    // A transport that closes meanwhile takes its consumers along; there is nobody to tell.
    work.catch(() => undefined)
  }

  /** Does to our media what the room has decided about it. */
  #carryOut(event: RoomEvent): void {
    if (event.type === 'track.muteChanged') this.#setSending(event.track, !event.muted)
    if (event.type === 'track.removed') {
      this.#media?.closeTrack(event.track)
      this.#standby.closeTrack(event.track)
    }
    if (event.type === 'role.changed' && event.peer === this.#place?.peer) this.tellCapacity()
    if (event.type === 'peer.left' && event.peer === this.#place?.peer) {
      this.#standUp()
      this.#options.client.close(closeCodes.removed, 'A moderator has removed you from the meeting.')
    }
  }

  #setSending(track: TrackId, sending: boolean): void {
    // A producer that has just closed needs neither.
    this.#media?.setSending(track, sending).catch(() => undefined)
  }

  async #openMedia(room: RoomName, rtpCapabilities: RtpCapabilities): Promise<MediaSession | null> {
    this.#closeMedia()
    const media = await this.#options.sfu.openSession(
      this.#actorIn(room),
      rtpCapabilities,
      this,
      !this.#carried,
    )
    if (this.#gone) {
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

  #opened(): MediaSession {
    if (this.#media === null) throw new ProtocolError('no_media')
    return this.#media
  }

  #leave(): void {
    const place = this.#place
    this.#standUp()
    place?.room.leave(place.peer)
    if (place !== null) this.#options.rooms.closeIfEmpty(place.room)
  }

  #standUp(): void {
    this.#options.client.endResumable()
    if (this.#place !== null) this.#options.codecs.leave(this.#place.room.name, this)
    this.#place = null
    this.#carried = false
    this.#closeMedia()
  }

  #closeMedia(): void {
    this.#standby.close()
    this.#media?.close()
    this.#media = null
  }

  /** Media is set up for so many clients at once. One who has gone meanwhile costs nothing more. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.setups.run(networkOf(this.#options.client.remoteAddress), () => {
      if (this.#gone) throw new ProtocolError('not_joined')
      return work()
    })
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#mediaWork.then(work)
    this.#mediaWork = done.catch(() => undefined)
    return done
  }
}
