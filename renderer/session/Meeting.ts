import { createStore } from 'zustand/vanilla'
import { closeCodes } from '../../protocol/close.ts'
import { errors, ProtocolError } from '../../protocol/errors.ts'
import type { TrackId } from '../../protocol/ids.ts'
import type { Consumers } from '../../protocol/media.ts'
import type { PersonName, RoomName } from '../../protocol/names.ts'
import type { NotificationParams } from '../../protocol/notifications.ts'
import { PROTOCOL } from '../../protocol/version.ts'
import {
  type CommandName,
  type RoomEvent,
  type RoomState,
  roomEventSchema,
  roomStateSchema,
} from '../../room/features.ts'
import type { MethodInput, MethodName, MethodResult } from '../../room/methods.ts'
import { apply } from '../../room/room.ts'
import type { LocalMedia } from '../media/LocalMedia.ts'
import { endReason } from './endReason.ts'
import type { MeetingView } from './MeetingView.ts'
import type { LinkState, MeetingState, Phase } from './meetingState.ts'
import { ConnectionBroken } from './ConnectionBroken.ts'
import { DirectLine } from './media/DirectLine.ts'
import { MediaClient } from './media/MediaClient.ts'
import { MediaStats } from './media/MediaStats.ts'
import { Publisher } from './media/Publisher.ts'
import { type Reception, Viewing, type Wishes } from './media/Viewing.ts'
import { StandbyMedia, type StandbyRequests } from './media/StandbyMedia.ts'
import type { Surroundings } from './Surroundings.ts'
import { SignalingClient } from './SignalingClient.ts'
import { trackOwners } from './trackOwners.ts'

export interface MeetingOptions {
  /** Of the host; ends in a slash. */
  readonly base: string
  readonly room: RoomName
  readonly media: LocalMedia
  /** Those of the page where left out. */
  readonly surroundings?: Surroundings
}

type Hello = NotificationParams<'host.hello'>

const HELLO_TIMEOUT_MS = 10_000
/** How soon a host without a media worker is asked again. */
const MEDIA_RETRY_MS = 2000
/** When a host that does not say how long it holds our media back is asked again. */
const HELD_BACK_MS = 60_000
/** How long the call's first drawing waits for the media to be set up. */
const MEDIA_FIRST_MS = 300

/**
 * One meeting from the lobby to the end. It connects and warms up at once, so that joining is a single round
 * trip over transports that are up already; nothing of ours is sent before then.
 */
export class Meeting implements MeetingView {
  readonly base: string
  readonly room: RoomName
  readonly store = createStore<MeetingState>(() => ({
    phase: { kind: 'connecting' },
    link: { kind: 'up' },
    speakers: [],
    received: new Map(),
    media: null,
    direct: null,
    heldBackUntil: null,
    kept: true,
    reception: 'full',
  }))
  readonly quality = new MediaStats({
    reports: async () => (await Promise.all([this.#media?.reports() ?? [], this.#line.reports()])).flat(),
    owners: () => trackOwners(this.store.getState(), this.#local.wanted),
  })
  readonly #local: LocalMedia
  readonly #listeners = new Set<(event: RoomEvent, before: RoomState) => void>()
  readonly #signaling: SignalingClient
  readonly #mediaRequests: StandbyRequests = {
    connect: (params) => this.#ask('media.connect', params),
    produce: (params) => this.#ask('media.produce', params),
    prepare: (params) => this.#ask('media.prepare', params),
    resume: (params) => this.#ask('media.resume', params),
    restartIce: (params) => this.#ask('media.restartIce', params),
  }
  readonly #hello = Promise.withResolvers<Hello>()
  /** Resolves when the request to warm up has been sent: a join sent after it is answered after it. */
  readonly #warmAsked: Promise<void>
  #warmRequested = false
  #name: PersonName | null = null
  /** From asking to join until the snapshot is in place, which may be a second time. */
  #entering = false
  #media: MediaClient | null = null
  #publisher: Publisher | null = null
  #standby: StandbyMedia | null = null
  /** As the host has told last; null: it has no media server. */
  #capabilities: Hello['rtpCapabilities'] = null
  /** Whether we have drawn the conclusions from that. */
  #serverless = false
  #iceServers: Hello['iceServers'] = []
  readonly #line: DirectLine
  readonly #viewing = new Viewing((preferences) => this.#ask('media.setPreferences', preferences))
  /** Media is received one batch after another, in the order in which the host offered it. */
  #receiving: Promise<void> = Promise.resolve()
  #early: NotificationParams<'room.events'>['events'] = []
  #stopFollowing: (() => void) | null = null
  #over = false

  private constructor({ base, room, media, surroundings }: MeetingOptions) {
    this.base = base
    this.room = room
    this.#local = media
    this.#signaling = new SignalingClient(
      base,
      {
        'host.hello': (hello) => this.#greeted(hello),
        'host.media': ({ rtpCapabilities }) => this.#mediaTold(rtpCapabilities),
        'direct.signal': (signal) => this.#line.signalled(signal),
        'room.events': ({ events }) => this.#happened(events),
        'media.consumers': (consumers) => void this.#receive(consumers),
        'media.standby': (offer) => this.#standBy(offer),
        'media.lost': ({ consumers }) => this.#mediaLost(consumers),
        'media.demand': ({ tracks }) => this.#publisher?.demand(tracks),
        'host.keeping': ({ kept }) => this.store.setState({ kept }),
        'media.speakers': ({ peers }) => this.store.setState({ speakers: peers }),
        link: (link) => this.#linkChanged(link),
        fresh: (fresh) => this.#refreshed(fresh),
        forgotten: () => void this.#joinAnew(),
        ended: (code) => this.#closed(code),
      },
      surroundings,
    )
    this.#line = new DirectLine({
      local: media,
      requests: {
        share: (params) => this.#ask('direct.share', params),
        signal: (params) => this.#ask('direct.signal', params),
        setMuted: (track, muted) => this.#ask('track.setMuted', { track, muted }),
        remove: (track) => this.#ask('track.remove', { track }),
      },
      iceServers: () => this.#iceServers,
      onReceived: (received) => this.store.setState({ received }),
      onState: (direct) => this.store.setState({ direct }),
    })
    this.store.subscribe(() => this.#followLine())
    this.store.subscribe(({ phase }) => this.quality.run(phase.kind === 'joined'))
    const timer = setTimeout(() => this.#hello.reject(new Error('No answer.')), HELLO_TIMEOUT_MS)
    this.#hello.promise.then(() => clearTimeout(timer)).catch(() => this.#unreachable())
    this.#warmAsked = this.#warmUp()
    this.#warmAsked.then(
      () => {
        this.#warmRequested = true
      },
      // Whoever joins hears of a failure there; the phase tells everyone else.
      () => undefined,
    )
  }

  /** Begins to connect and to warm up. Never throws: what goes wrong shows in the phase. */
  static open(options: MeetingOptions): Meeting {
    return new Meeting(options)
  }

  /** Enters the room. May be called while still connecting; what becomes of it shows in the phase. */
  async join(name: PersonName): Promise<void> {
    const { kind } = this.store.getState().phase
    if (kind !== 'connecting' && kind !== 'ready') return
    // Asked before the phase changes: drawing it takes longer than the way to the host and back.
    const asked = this.#warmRequested
      ? this.#askToJoin(name)
      : this.#warmAsked.then(() => this.#askToJoin(name))
    this.#name = name
    this.#setPhase({ kind: 'joining' })
    try {
      await this.#joined(await asked)
    } catch (error) {
      this.#fail(error)
    }
  }

  request<N extends CommandName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>> {
    return this.#ask(name, params)
  }

  onEvent(listener: (event: RoomEvent, before: RoomState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  show(wishes: Wishes): void {
    this.#viewing.show(wishes)
  }

  setReception(reception: Reception): void {
    this.#viewing.setReception(reception)
    this.store.setState({ reception })
  }

  retryNow(): void {
    this.#signaling.retryNow()
  }

  /** Leaves at once. */
  leave(): void {
    this.#end({ kind: 'ended', reason: 'left' })
  }

  /** Frees everything. May be called twice. */
  close(): void {
    this.leave()
    this.#listeners.clear()
  }

  /** @param earlier media that has ended: what it has learnt of this browser holds. */
  async #warmUp(earlier: MediaClient | null = null): Promise<void> {
    const { iceServers, protocol } = await this.#hello.promise
    const rtpCapabilities = this.#capabilities
    if (this.#over) return
    if (PROTOCOL.max < protocol.min || PROTOCOL.min > protocol.max) {
      return this.#fail(new ProtocolError('version_mismatch'))
    }
    this.#serverless = rtpCapabilities === null
    this.store.setState({ media: !this.#serverless })
    if (rtpCapabilities === null) return this.#ready()
    const made =
      earlier?.twin(this.#mediaRequests) ??
      MediaClient.create(
        rtpCapabilities,
        iceServers,
        this.#mediaRequests,
        // What is left of the media server's has nothing to say while two are connected directly.
        (received) => {
          this.store.setState({ received: this.#serverless ? this.#line.received : received })
          this.#viewing.receive(picturesIn(received))
        },
        (found) => this.#pathChanged(found),
      ).catch(() => null)
    const media = await made
    if (media === null) {
      // A browser without WebRTC can still chat.
      this.store.setState({ media: false })
      return this.#ready()
    }
    if (this.#over) return media.close()
    this.#media = media
    const warmed = this.#ask('session.warm', { room: this.room, rtpCapabilities: media.rtpCapabilities })
    this.#receiving = warmed.then(({ transports, warmup }) => {
      media.open(transports)
      this.store.setState({ heldBackUntil: null })
      this.#publish(media)
      this.#ready()
      return media.receive(warmup)
    })
    this.#receiving.catch((error: unknown) => this.#warmFailed(error))
  }

  /** A host without a media worker may have one again soon; until then there is chat. */
  #warmFailed(error: unknown): void {
    const heldMs = heldBackMs(error)
    const later = error instanceof ProtocolError && ['no_media', 'rate_limited'].includes(error.code)
    if (!later && heldMs === null) return this.#fail(error)
    this.store.setState({ media: false, heldBackUntil: heldMs === null ? null : Date.now() + heldMs })
    this.#ready()
    const told = this.#capabilities
    // Without any worker we need not ask again: the host tells when there is one.
    void after(heldMs ?? MEDIA_RETRY_MS).then(() => {
      if (told !== null && told === this.#capabilities) void this.#rebuildMedia()
    })
  }

  #greeted(hello: Hello): void {
    this.#capabilities = hello.rtpCapabilities
    this.#iceServers = hello.iceServers
    this.#hello.resolve(hello)
  }

  /** The host has a media server from now on, or none any more. */
  #mediaTold(capabilities: Hello['rtpCapabilities']): void {
    this.#capabilities = capabilities
    if (this.#over || (capabilities === null) === this.#serverless) return
    this.#serverless = capabilities === null
    this.#followLine()
    if (capabilities === null) this.store.setState({ media: false })
    else void this.#rebuildMedia()
  }

  #followLine(): void {
    const { phase } = this.store.getState()
    const place = phase.kind === 'joined' && !this.#entering ? phase : null
    this.#line.follow(this.#serverless && !this.#over, place)
  }

  #ready(): void {
    if (this.store.getState().phase.kind === 'connecting') this.#setPhase({ kind: 'ready' })
  }

  /** From now on follows what the person wants to send. */
  #publish(media: MediaClient): void {
    const publisher = new Publisher(
      media,
      {
        setMuted: (track, muted) => this.#ask('track.setMuted', { track, muted }),
        remove: (track) => this.#ask('track.remove', { track }),
      },
      () => undefined,
      () => this.#standby?.standIn(publisher.sent),
    )
    this.#publisher = publisher
    const follow = () => publisher.want(this.#local.wanted)
    this.#stopFollowing = this.#local.store.subscribe(follow)
    follow()
    if (this.store.getState().phase.kind === 'joined') publisher.goLive([])
  }

  #askToJoin(name: PersonName): Promise<MethodResult<'session.join'>> {
    const tracks = this.#publisher?.prepared ?? []
    this.#entering = true
    return this.#ask('session.join', { protocol: PROTOCOL.max, room: this.room, name, tracks })
  }

  async #joined({ peer, resumeToken, snapshot, consumers }: MethodResult<'session.join'>): Promise<void> {
    const room = roomStateSchema.parse(snapshot)
    this.#signaling.makeResumable(resumeToken)
    const receiving = this.#receive(consumers)
    this.#publisher?.goLive(room.tracks.tracks.filter((track) => track.peer === peer))
    // The browser sets the media up while nothing else is drawn: so key frames are on their way before the
    // call's first drawing, which takes as long as they do. On a machine that is too slow, the call comes first.
    await Promise.race([receiving, after(MEDIA_FIRST_MS)])
    this.#entering = false
    this.#setPhase({ kind: 'joined', self: peer, room })
    const early = this.#early
    this.#early = []
    this.#happened(early)
  }

  #linkChanged(link: LinkState): void {
    if (this.#over) return
    this.store.setState({ link })
    this.#holdMedia()
    if (link.kind === 'up') {
      this.#mediaTold(this.#capabilities)
      this.#mendMedia()
    }
  }

  /** Media is the finer sense: it says first that the network is cut, and first that it is back. */
  #pathChanged(found: boolean): void {
    if (this.#over) return
    if (!found) this.#signaling.doubt()
    else if (this.store.getState().link.kind !== 'up') this.#signaling.hurry()
    this.#holdMedia()
    this.#mendMedia()
  }

  /** Both senses together are sure: without media alone, others may just be quiet; without signaling, media flows on. */
  #holdMedia(): void {
    const cutOff = this.#media?.cutOff === true && this.store.getState().link.kind === 'down'
    this.#publisher?.hold(cutOff)
  }

  /** Media that has lost its way finds a new one, as soon as the host can be asked for it. */
  #mendMedia(): void {
    if (this.#over || this.store.getState().link.kind !== 'up') return
    this.#line.mend()
    // A try that fails is followed by the next change of the connection.
    this.#media?.reconnect().catch(() => undefined)
  }

  /** Too much was missed while away: the room as it is now, and all its tracks anew. */
  #refreshed({ snapshot, consumers }: NonNullable<MethodResult<'session.resume'>['fresh']>): void {
    const { phase } = this.store.getState()
    if (phase.kind !== 'joined') return
    this.#setPhase({ ...phase, room: roomStateSchema.parse(snapshot) })
    this.#viewing.forget()
    this.#media?.drop(() => true)
    void this.#receive(consumers)
    this.#line.restart()
  }

  /** The host has a second media worker for us: we bring our end up now, so that it need not be done in need. */
  #standBy(offer: NotificationParams<'media.standby'>): void {
    if (this.#media === null || this.#publisher === null) return
    this.#standby?.close()
    this.#standby = new StandbyMedia(this.#media, offer, this.#mediaRequests)
    this.#standby.standIn(this.#publisher.sent)
  }

  /** The host's media worker died. With a standby, everything goes on over that. */
  #mediaLost(consumers: Consumers | undefined): void {
    // A host that was restarted has forgotten the tracks of a direct call as well.
    this.#line.restart()
    const [standby, before, publisher] = [this.#standby, this.#media, this.#publisher]
    if (this.#over || consumers === undefined || standby === null || publisher === null) {
      return void this.#rebuildMedia()
    }
    this.#standby = null
    this.#viewing.forget()
    this.#media = standby.media
    publisher.switchTo(standby.media, standby.takeOver())
    this.#receiving = Promise.resolve()
    // Until the new pictures are there, the last ones stay.
    void this.#receive(consumers).finally(() => before?.close())
    this.#mendMedia()
  }

  /** The host's media worker died. Another is there already, or soon: we build up anew, devices as they are. */
  async #rebuildMedia(): Promise<void> {
    if (this.#over) return
    const earlier = this.#media
    this.#dropMedia()
    await this.#warmUp(earlier).catch((error: unknown) => this.#fail(error))
  }

  #dropMedia(): void {
    this.#viewing.forget()
    this.#stopFollowing?.()
    this.#publisher?.close()
    this.#publisher = null
    this.#standby?.close()
    this.#standby = null
    this.#media?.close()
    this.#media = null
    this.#receiving = Promise.resolve()
    this.store.setState({ received: this.#line.received, speakers: [] })
  }

  /** The host has forgotten us, or was restarted: we enter the same room once more, devices as they are. */
  async #joinAnew(): Promise<void> {
    if (this.#over || this.#name === null) return
    this.#entering = true
    this.#dropMedia()
    try {
      await this.#warmUp()
      await this.#joined(await this.#askToJoin(this.#name))
    } catch (error) {
      // The next connection begins it once more.
      if (!(error instanceof ConnectionBroken)) this.#fail(error)
    }
  }

  /** Applies what happened with the same reducer that the host has run. */
  #happened(raw: NotificationParams<'room.events'>['events']): void {
    const { phase } = this.store.getState()
    // News may overtake the answer to join; the snapshot comes first.
    if (this.#entering) {
      this.#early.push(...raw)
      return
    }
    if (phase.kind !== 'joined') return
    const events = raw.map((event) => roomEventSchema.parse(event))
    const befores: RoomState[] = []
    const room = events.reduce((before, event) => {
      befores.push(before)
      return apply(before, event)
    }, phase.room)
    this.#setPhase({ ...phase, room })
    if (events.some(({ type }) => type === 'track.removed' || type === 'peer.left')) {
      this.#media?.drop((track) => room.tracks.tracks.every(({ id }) => id !== track))
    }
    events.forEach((event, index) => {
      this.#followModerator(event, phase.self)
      for (const listener of this.#listeners) listener(event, befores[index] ?? phase.room)
    })
  }

  /** What sends our tracks now. */
  get #sender(): Pick<Publisher, 'changed'> | null {
    return this.#serverless ? this.#line : this.#publisher
  }

  /** What a moderator does to our tracks is done to our devices, so that the buttons tell the truth. */
  #followModerator(event: RoomEvent, self: string): void {
    if (event.type === 'track.muteChanged' && event.by !== self && event.muted) {
      const source = this.#sender?.changed(event.track, true)
      if (source === 'microphone' || source === 'camera') this.#local.setOn(source, false)
      if (source === 'screen' || source === 'screenSound') this.#local.stopShare()
    }
    if (event.type === 'track.removed') {
      const source = this.#sender?.changed(event.track, null)
      if (source === 'screen') this.#local.stopShare()
    }
  }

  #receive(consumers: Consumers): Promise<void> {
    // What was offered for media that is replaced meanwhile is not for its successor.
    const media = this.#media
    this.#receiving = this.#receiving
      .then(() => media?.receive(consumers))
      .catch((error: unknown) => {
        if (!this.#over) this.#fail(error)
      })
    return this.#receiving
  }

  #ask<N extends MethodName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>> {
    return this.#signaling.request(name, params)
  }

  #closed(code: number): void {
    this.#hello.reject(new Error('Closed.'))
    if (this.#over) return
    const { kind } = this.store.getState().phase
    if (kind === 'joined') this.#end({ kind: 'ended', reason: endReason(code) })
    else if (code === closeCodes.hostStopped) this.#end({ kind: 'ended', reason: 'host_stopped' })
    else if (code === closeCodes.restarting) this.#end({ kind: 'ended', reason: 'host_restarting' })
    else this.#unreachable()
  }

  #unreachable(): void {
    this.#end({ kind: 'failed', code: 'unreachable', message: UNREACHABLE })
  }

  #fail(error: unknown): void {
    if (this.#over) return
    const known = error instanceof ProtocolError
    const code = known ? error.code : 'media_failed'
    this.#end({ kind: 'failed', code, message: known ? error.message : errors.media_failed.message })
  }

  #end(phase: Phase): void {
    if (this.#over) return
    this.#over = true
    this.#stopFollowing?.()
    this.#publisher?.close()
    this.#standby?.close()
    this.#media?.close()
    this.#signaling.close(closeCodes.left)
    this.store.setState({ phase, speakers: [], received: new Map() })
  }

  #setPhase(phase: Phase): void {
    if (!this.#over) this.store.setState({ phase })
  }
}

function picturesIn(received: ReadonlyMap<TrackId, MediaStreamTrack>): ReadonlySet<TrackId> {
  return new Set([...received].flatMap(([id, { kind }]) => (kind === 'video' ? [id] : [])))
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** For how long (milliseconds) the host holds our media back, where that is what it says. */
function heldBackMs(error: unknown): number | null {
  if (!(error instanceof ProtocolError) || error.code !== 'media_held_back') return null
  const retryAfterMs = error.details?.['retryAfterMs']
  return typeof retryAfterMs === 'number' ? retryAfterMs : HELD_BACK_MS
}

const UNREACHABLE = 'The host does not answer. Check that it is running and that you are on the same network.'
