import { APP_ORIGIN } from '../../../../protocol/appOrigin.ts'
import { closeCodes } from '../../../../protocol/wire/closeCodes.ts'
import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { RequestId } from '../../../../protocol/wire/frames.ts'
import type { PeerId } from '../../../../protocol/ids.ts'
import type { PersonName, RoomName } from '../../../../protocol/names.ts'
import type { Right } from '../../../../protocol/roles.ts'
import { PROTOCOL } from '../../../../protocol/wire/version.ts'
import { type CommandName, isCommand, type RoomEvent } from '../../../../room/features.ts'
import { peerOf } from '../../../../room/features/membership.ts'
import type { MethodName, MethodParams, MethodResult } from '../../../../room/methods.ts'
import { hasRight } from '../../../../room/rights.ts'
import { isLoopback } from '../../../network/isLoopback.ts'
import { networkKey } from '../../../network/networkKey.ts'
import type { RoomClient, Room } from '../../../rooms/Room.ts'
import type { Opener } from '../../../rooms/RoomRegistry.ts'
import type { SignalingHandler, SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import { CheckHandlers } from './CheckHandlers.ts'
import { DirectHandlers } from './DirectHandlers.ts'
import { AdmissionHandlers } from '../admission/AdmissionHandlers.ts'
import { MediaHandlers, type ReadyMedia } from '../media/MediaHandlers.ts'
import type { Seat } from '../../../rooms/Seat.ts'
import type { Leavable, SessionContext } from '../SessionContext.ts'
import { TurnHandlers } from './TurnHandlers.ts'

/** The methods that are the seat's to answer: all but the room's own commands. */
type OwnMethod = Exclude<MethodName, CommandName>
type Handlers = {
  readonly [N in OwnMethod]: (
    params: MethodParams<N>,
    request: RequestId,
  ) => Promise<MethodResult<N>> | MethodResult<N>
}

/** What somebody shows from the first moment on. */
type Shown = Parameters<Room['join']>[2]

/** One client at the host: joins its connection with its place in a room, its media and its checks. */
export class ClientSession implements SignalingHandler, RoomClient, Leavable {
  readonly #options: SessionContext
  #place: Seat | null = null
  /** Which place waits for the client whose page has gone. */
  #kept: Seat | null = null
  readonly #media: MediaHandlers
  readonly #direct: DirectHandlers
  readonly #check: CheckHandlers
  readonly #lobby: AdmissionHandlers
  readonly #turn: TurnHandlers
  /** What the client was told last; null: that many fit in, as it takes for granted. */
  #toldRoom: number | null = null
  #gone = false
  #hasShownKey = false
  /** Of the secret by which this client may come back to its place. */
  #digest: string | null = null
  /** Whether the client has yet to hear that its media is gone. */
  #mediaGone = false

  constructor(options: SessionContext) {
    this.#options = options
    const { sfu, client, clientOf, checks } = options
    const place = () => this.#place
    const isGone = () => this.#gone
    this.#media = new MediaHandlers({
      ...options,
      place,
      mayUse: (right) => this.mayUse(right),
      isGone,
    })
    this.#lobby = new AdmissionHandlers({ ...options, place, isGone, isOwner: () => this.isOwner })
    this.#turn = new TurnHandlers({ client, place, iceServersFor: options.iceServersFor })
    this.#check = new CheckHandlers({ sfu, client, desk: checks })
    this.#direct = new DirectHandlers({ sfu, client, clientOf, place })
  }

  /** Whether this is the window of the app beside which the host runs. */
  get isOwnWindow(): boolean {
    const { hasOwnWindow, client } = this.#options
    return hasOwnWindow && client.local && client.origin === APP_ORIGIN
  }

  /** Whether the host belongs to this person. */
  get isOwner(): boolean {
    return this.#hasShownKey || this.isOwnWindow
  }

  get client(): SignalingChannel {
    return this.#options.client
  }

  get #opener(): Opener {
    const { remoteAddress } = this.client
    const network = networkKey(remoteAddress)
    return { network, unlimited: isLoopback(remoteAddress), owner: this.isOwner }
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
    if (!isCommand(name)) return this.#handlers[name](params, request)
    if (this.#place === null) throw new ProtocolError('not_joined')
    if (name === 'chat.send') this.#spendChat(params, this.#place)
    const { result, kept } = this.#place.room.run(this.#place.peer, name, params, request)
    // What is acknowledged is kept; others need not wait for our disk to learn of it.
    return kept === null ? result : kept.then(() => result)
  }

  /** @throws ProtocolError `rate_limited`. */
  #spendChat({ text }: MethodParams<'chat.send'>, { room }: Seat): void {
    const { chat, client } = this.#options
    const { network, unlimited } = this.#opener
    chat.spend({ session: client.id, network: unlimited ? null : network, room: room.id }, text.length)
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

  /**
   * Tells what stands and is told only when it changes, to whoever may not know it. @param which `unusual`: a newcomer takes the
   * rest for granted; `all`: what the client was told before may hold no longer.
   */
  #tellStanding(which: 'all' | 'unusual'): void {
    const { standing, client } = this.#options
    const { kept, power } = standing()
    if (which === 'all' || !kept) this.tellKeeping(kept)
    if (which === 'all' || power.type !== 'mains') client.notify('host.power', { power })
    if (which === 'all') this.#toldRoom = null
    this.tellCapacity()
    if (which === 'all' && this.#toldRoom === null && this.mayUse('moderation.remove'))
      client.notify('host.capacity', { people: null })
  }

  /** Tells the client that the host has a media server from now on, or has none any more. */
  tellMedia(): void {
    // The client hears of it before the room does: what it still wants to send is not taken for removed.
    this.#options.client.notify('host.media', { rtpCapabilities: this.#options.sfu.rtpCapabilities })
    this.#direct.end()
  }

  /** Tells somebody in a room of the STUN and TURN servers as they are now. */
  tellIceServers(): void {
    this.#turn.tell()
  }

  /** Takes the place that this client had when an earlier process of the host ended. */
  takePlace(place: Seat, digest: string): void {
    this.#digest = digest
    this.#mediaGone = true
    place.room.takePlace(place.peer, this)
    if (peerOf(place.room.state, place.peer) === undefined) this.#kept = place
    else this.#place = place
  }

  get isOut(): boolean {
    return this.#kept !== null
  }

  steppedOut(): void {
    const place = this.#place
    if (place === null) return
    this.#media.endWatch()
    this.#place = null
    this.#kept = place
    this.#mediaGone = true
    this.#turn.end()
    this.#media.leave(place)
    place.room.stepOut(place.peer)
  }

  handOver(room: RoomName): Seat | null {
    const place = this.#kept ?? this.#place
    if (place?.room.name !== room) return null
    this.#kept = this.#place = null
    this.#media.endWatch()
    this.#turn.end()
    this.#media.leave(place)
    this.#options.client.close(closeCodes.replaced, 'The person goes on in another window.')
    return place
  }

  lost(how: 'cut' | 'silent'): void {
    this.#place?.room.lose(this.#place.peer)
    if (how !== 'cut') return
    this.#media.watch(() => this.steppedOut())
  }

  returned(): void {
    this.#media.endWatch()
    this.#place?.room.welcomeBack(this.#place.peer)
    this.#turn.tell()
    if (!this.#mediaGone) return
    this.#mediaGone = false
    // What it sent and received went with that process. Without a media server the greeting has said so.
    if (this.#options.sfu.rtpCapabilities !== null) this.#media.tellLost()
  }

  refresh(take: Parameters<SignalingHandler['refresh']>[0]): Promise<void> {
    return this.#media.inOrder(async () => {
      this.#comeIn()
      if (this.#place === null) throw new ProtocolError('session_lost')
      const { room, peer } = this.#place
      await this.#media.renew(room, (consumers) => take({ snapshot: room.visibleTo(peer), consumers }))
      this.#tellStanding('all')
    })
  }

  gone(): void {
    this.#media.endWatch()
    this.#gone = true
    this.#check.close()
    this.#lobby.withdraw()
    this.#giveUpKept()
    this.#leave()
    this.#options.onGone()
  }

  giveUp(): void {
    this.#options.client.close(closeCodes.dead, 'The place was needed for somebody who is here.')
  }

  deliver(events: readonly RoomEvent[]): void {
    this.#options.client.tell([...events])
    this.#media.follow(events)
    for (const event of events) this.#carryOut(event)
    this.#direct.follow(events)
  }

  /** Tells the room that this person gets no media for a while. Says whether this is the one with that session. */
  holdBack(session: string): boolean {
    if (this.#options.client.id !== session) return false
    this.#place?.room.holdBack(this.#place.peer)
    return true
  }

  readonly #handlers: Handlers = {
    'session.warm': (params) => this.#media.warm(this.#asCalled(params)),
    'session.join': async (params) => {
      const startedAt = performance.now()
      const asksForMedia = params.rtpCapabilities !== undefined
      const answer = await this.#media.inOrderAndTurn(asksForMedia, () => this.#join(params))
      if (this.#place === null) return answer
      this.#options.onJoined?.(this.#place, performance.now() - startedAt)
      this.#tellStanding('unusual')
      return answer
    },
    'session.leave': () => {
      this.#leave()
      return {}
    },
    'session.ping': () => ({}),
    'lobby.knock': (asked) => {
      const params = this.#asCalled(asked)
      const { removals, rooms, client } = this.#options
      removals.mustBeWelcome(rooms.find(params.room), client, params.resumeToken)
      return this.#lobby.knock(params)
    },
    'lobby.withdraw': () => {
      this.#lobby.withdraw()
      return {}
    },
    'lobby.setPassword': (params, request) => this.#lobby.setPassword(params, request),
    'session.resume': () => {
      // Signaling itself hands connections over; nothing of it gets here.
      throw new ProtocolError('session_lost')
    },
    'media.connect': (params) => this.#media.connect(params),
    'media.restartIce': (params) => this.#media.restartIce(params),
    'media.resume': (params) => this.#media.resume(params),
    'media.refresh': (params) => this.#media.refresh(params),
    'media.setLossy': (params) => this.#media.setLossy(params),
    'media.setPreferences': (params) => this.#media.setPreferences(params),
    'media.produce': (params) => this.#media.produce(params),
    'media.prepare': (params) => this.#media.prepare(params),
    'direct.signal': (params) => this.#direct.signal(params),
    'direct.share': (params) => this.#direct.share(params),
    'check.open': (params) => this.#check.open(params),
    'check.connect': (params) => this.#check.connect(params),
    'check.fill': () => this.#check.fill(),
    'check.count': () => this.#check.count(),
    'check.close': () => this.#check.close(),
  }

  async #join(params: MethodParams<'session.join'>): Promise<MethodResult<'session.join'>> {
    const { protocol, room: asked, name, password, hostKey, rtpCapabilities } = params
    if (protocol < PROTOCOL.min || protocol > PROTOCOL.max) throw new ProtocolError('version_mismatch')
    if (this.#place !== null) throw new ProtocolError('already_joined')
    const { rooms, removals, client } = this.#options
    const roomName = rooms.nameOf(asked)
    removals.mustBeWelcome(rooms.find(roomName), client, params.resumeToken)
    if (hostKey !== undefined) this.#showKey(hostKey)
    const earlier = await this.#earlierSeat(params)
    const lookAgain = earlier === null ? await this.#lobby.mayEnter(roomName, name, password) : null
    const present = () => rooms.find(roomName)?.state.tracks.tracks.map(({ id }) => id) ?? []
    const ready = await this.#media.ready(roomName, rtpCapabilities, present)
    if (rooms.nameOf(asked) !== roomName) {
      // Somebody has opened the room meanwhile, and typed it another way: what is ready belongs to no room.
      this.#media.refused(ready)
      return this.#join(params)
    }
    try {
      return this.#enter({ ...params, room: roomName }, ready, { earlier, lookAgain })
    } catch (error) {
      if (this.#place === null) this.#media.refused(ready)
      else this.#leave()
      throw error
    }
  }

  #enter(
    { room: roomName, name, tracks: asked }: MethodParams<'session.join'>,
    ready: ReadyMedia,
    { earlier, lookAgain }: { readonly earlier: Leavable | null; readonly lookAgain: (() => void) | null },
  ): MethodResult<'session.join'> {
    const { rooms } = this.#options
    if (this.#gone) throw new ProtocolError('not_joined')
    // From here on nothing waits, so that all that happens in the room after the snapshot follows as events.
    const tracks = asked.flatMap(({ track, muted }) => {
      const source = ready.media?.sourceOf(track)
      return source === undefined ? [] : [{ id: track, source, muted }]
    })
    lookAgain?.()
    const { room, peer, snapshot } =
      earlier === null
        ? this.#sit(rooms.open(roomName, this.#opener), name, tracks)
        : this.#sitAgain(earlier, roomName, tracks)
    this.#lobby.entered()
    const transports = this.#media.enter(
      ready,
      snapshot.tracks.tracks.map(({ id }) => id),
    )
    this.#turn.tell()
    const { token, digest } = this.#options.client.makeResumable()
    this.#digest = digest
    this.#options.onResumable?.({ room, peer }, digest)
    return { peer, room: room.name, resumeToken: token, snapshot, transports, consumers: ready.consumers }
  }

  /** What is asked of a room, with the room's name as whoever opened it has typed it. */
  #asCalled<P extends { readonly room: RoomName }>(params: P): P {
    return { ...params, room: this.#options.rooms.nameOf(params.room) }
  }

  /** It holds for the whole session. @throws ProtocolError `wrong_host_key`. */
  #showKey(key: string): void {
    if (!this.#options.hostKey.matches(key)) throw new ProtocolError('wrong_host_key')
    this.#hasShownKey = true
  }

  #sit(room: Room, name: PersonName, tracks: Shown) {
    try {
      const { peer, snapshot } = room.join(name, this, tracks, { owner: this.isOwner })
      this.#place = { room, peer }
      return { room, peer, snapshot }
    } finally {
      // A room that was opened for someone it then refused must not stay behind empty.
      this.#options.rooms.closeIfEmpty(room)
    }
  }

  /** The seat of the session that the client had before its page was loaded anew; null where it is a newcomer. */
  async #earlierSeat({ room, resumeToken }: MethodParams<'session.join'>): Promise<Leavable | null> {
    if (resumeToken === undefined || this.#options.rooms.find(room) === undefined) return null
    const client = await this.#options.client.findLeft(resumeToken)
    return (client && this.#options.seatOf(client)) ?? null
  }

  /** @throws ProtocolError `session_lost` where the seat has been given up, or taken, a moment ago. */
  #sitAgain(earlier: Leavable, name: RoomName, tracks: Shown) {
    const place = earlier.handOver(name)
    if (place === null) throw new ProtocolError('session_lost')
    const { room, peer } = place
    const snapshot = room.reseat(peer, this, tracks)
    this.#place = place
    return { room, peer, snapshot }
  }

  /** Takes the place again that waited for this client. */
  #comeIn(): void {
    const place = this.#kept
    if (place === null) return
    this.#kept = null
    place.room.reseat(place.peer, this, [])
    this.#place = place
  }

  /** Waits no longer for a client whose page has gone. */
  #giveUpKept(): void {
    const place = this.#kept
    this.#kept = null
    if (place === null) return
    place.room.dropSeat(place.peer)
    this.#options.rooms.closeIfEmpty(place.room)
  }

  /** Does what follows for this person from what the room has decided. */
  #carryOut(event: RoomEvent): void {
    if (event.type === 'role.changed' && event.peer === this.#place?.peer) this.tellCapacity()
    if (event.type === 'peer.left' && event.peer === this.#place?.peer) {
      const { removals, client } = this.#options
      removals.note(this.#place.room, client, this.#digest)
      this.#standUp()
      client.close(closeCodes.removed, 'A moderator has removed you from the meeting.')
    }
  }

  #leave(): void {
    const place = this.#place
    this.#standUp()
    place?.room.leave(place.peer)
    if (place !== null) this.#options.rooms.closeIfEmpty(place.room)
  }

  #standUp(): void {
    const place = this.#place
    this.#options.client.endResumable()
    this.#place = null
    this.#turn.end()
    this.#media.leave(place)
  }
}
