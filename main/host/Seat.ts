import { closeCodes } from '../../protocol/close.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { PeerId, TrackId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import type { Consumers, RtpCapabilities } from '../../protocol/media.ts'
import type { RoomName } from '../../protocol/names.ts'
import type { Right } from '../../protocol/roles.ts'
import { PROTOCOL } from '../../protocol/version.ts'
import { type CommandName, isCommand, type RoomEvent } from '../../room/features.ts'
import { peerOf } from '../../room/membership.ts'
import type { MethodName, MethodParams, MethodResult } from '../../room/methods.ts'
import { hasRight, rightFor } from '../../room/rights.ts'
import { trackOf } from '../../room/tracks.ts'
import type { Member, Room } from '../rooms/Room.ts'
import type { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { Attendant, Client } from '../signaling/Attendant.ts'
import type { MediaSession, MediaSessionListener } from '../sfu/MediaSession.ts'
import type { Sfu } from '../sfu/Sfu.ts'

export interface SeatOptions {
  readonly client: Client
  readonly rooms: RoomRegistry
  readonly sfu: Sfu
  /** Whether the client runs on the host's own computer. */
  readonly local: boolean
  /** Called once, after this client's connection is gone. */
  readonly onGone: () => void
}

/** The methods that are the seat's to answer: all but the room's own commands. */
type OwnMethod = Exclude<MethodName, CommandName>
type Handlers = {
  readonly [N in OwnMethod]: (params: MethodParams<N>) => Promise<MethodResult<N>> | MethodResult<N>
}

const NO_CONSUMERS: Consumers = { shapes: [], consumers: [] }

/**
 * One client at the host: joins its connection with its place in a room and with its media. What the room
 * decides about this person's tracks is carried out here on the media.
 */
export class Seat implements Attendant, Member, MediaSessionListener {
  readonly #options: SeatOptions
  #place: { readonly room: Room; readonly peer: PeerId } | null = null
  #media: MediaSession | null = null
  #seq = 0
  #gone = false
  /** Media work of one client runs one after another; chat and the like never wait for it. */
  #mediaWork: Promise<unknown> = Promise.resolve()

  constructor(options: SeatOptions) {
    this.#options = options
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

  call<N extends MethodName>(name: N, params: MethodParams<N>): Promise<MethodResult<N>> | MethodResult<N>
  call(name: MethodName, params: never): unknown {
    if (!isCommand(name)) return this.#handlers[name](params)
    if (this.#place === null) throw new ProtocolError('not_joined')
    return this.#place.room.run(this.#place.peer, name, params)
  }

  gone(): void {
    this.#gone = true
    this.#leave()
    this.#options.onGone()
  }

  deliver(events: readonly RoomEvent[]): void {
    this.#seq += 1
    this.#options.client.notify('room.events', { seq: this.#seq, events: [...events] })
    const added = events.flatMap((event) => (event.type === 'track.added' ? [event.track.id] : []))
    if (added.length > 0) this.#receive(added)
    for (const event of events) this.#carryOut(event)
  }

  trackLost(track: TrackId): void {
    this.#place?.room.dropTrack(track)
  }

  speaking(tracks: readonly TrackId[]): void {
    if (this.#place === null) return
    const { state } = this.#place.room
    const peers = tracks.flatMap((track) => trackOf(state, track)?.peer ?? [])
    this.#options.client.notify('media.speakers', { peers })
  }

  readonly #handlers: Handlers = {
    'session.warm': ({ room, rtpCapabilities }) => this.#inOrder(() => this.#warm(room, rtpCapabilities)),
    'session.join': (params) => this.#inOrder(() => this.#join(params)),
    'session.leave': () => {
      this.#leave()
      return {}
    },
    'media.connect': ({ direction, dtlsParameters }) =>
      this.#inOrder(async () => {
        await this.#opened().connect(direction, dtlsParameters)
        return {}
      }),
    'media.resume': async ({ tracks }) => {
      await this.#media?.resume(tracks)
      return {}
    },
    'media.produce': (params) => this.#inOrder(() => this.#produce(params)),
  }

  async #warm(room: RoomName, rtpCapabilities: RtpCapabilities): Promise<MethodResult<'session.warm'>> {
    if (this.#place !== null) throw new ProtocolError('already_joined')
    const media = await this.#openMedia(room, rtpCapabilities)
    if (media === null) throw new ProtocolError('no_media')
    return { transports: media.describe(this.#options.local), warmup: await media.warmup() }
  }

  async #join(params: MethodParams<'session.join'>): Promise<MethodResult<'session.join'>> {
    const { protocol, room: roomName, name, rtpCapabilities } = params
    if (protocol < PROTOCOL.min || protocol > PROTOCOL.max) throw new ProtocolError('version_mismatch')
    if (this.#place !== null) throw new ProtocolError('already_joined')
    const warm = this.#media?.roomName === roomName
    const media = warm ? this.#media : rtpCapabilities && (await this.#openMedia(roomName, rtpCapabilities))
    const { rooms, local } = this.#options
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
    this.#startShownTracks()
    this.#receive(snapshot.tracks.tracks.map(({ id }) => id))
    const transports = warm || !media ? null : media.describe(local)
    return { peer, snapshot, transports, consumers }
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
    for (const { source } of params.tracks)
      if (!this.mayUse(rightFor(source))) throw new ProtocolError('forbidden')
    if (media.tracks.length + params.tracks.length > limits.tracksPerPeer)
      throw new ProtocolError('too_many_tracks')
    if (params.dtlsParameters !== undefined) await media.connect('send', params.dtlsParameters)
    const tracks = await this.#startAll(media, params.tracks)
    if (this.#place === null) return { tracks }
    const { room, peer } = this.#place
    const shown = params.tracks.flatMap(({ source, muted }, index) => {
      const id = tracks[index]
      return id === undefined ? [] : [{ id, peer, source, muted }]
    })
    try {
      room.addTracks(shown)
    } catch (error) {
      for (const id of tracks) media.closeTrack(id)
      throw error
    }
    for (const { id, muted } of shown) this.#setSending(id, !muted)
    return { tracks }
  }

  /** Starts all tracks or, where one of them cannot be started, none. */
  async #startAll(media: MediaSession, tracks: MethodParams<'media.produce'>['tracks']): Promise<TrackId[]> {
    const started: TrackId[] = []
    try {
      for (const { source, rtpParameters } of tracks) started.push(await media.produce(source, rtpParameters))
      return started
    } catch (error) {
      for (const id of started) media.closeTrack(id)
      throw error
    }
  }

  /** Begins to receive tracks and tells the client how, in one batch. */
  #receive(tracks: readonly TrackId[]): void {
    const work = this.#inOrder(async () => {
      const consumers = await this.#media?.consume(tracks)
      if (consumers && consumers.consumers.length > 0)
        this.#options.client.notify('media.consumers', consumers)
    })
    // A transport that closes meanwhile takes its consumers along; there is nobody to tell.
    work.catch(() => undefined)
  }

  /** Does to our media what the room has decided about it. */
  #carryOut(event: RoomEvent): void {
    if (event.type === 'track.muteChanged') this.#setSending(event.track, !event.muted)
    if (event.type === 'track.removed') this.#media?.closeTrack(event.track)
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
    const media = await this.#options.sfu.openSession(room, rtpCapabilities, this)
    if (this.#gone) {
      media?.close()
      throw new ProtocolError('not_joined')
    }
    this.#media = media
    return media
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
    this.#place = null
    this.#closeMedia()
  }

  #closeMedia(): void {
    this.#media?.close()
    this.#media = null
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#mediaWork.then(work)
    this.#mediaWork = done.catch(() => undefined)
    return done
  }
}
