import { createStore } from 'zustand/vanilla'
import { closeCodes } from '../../protocol/close.ts'
import { errors, ProtocolError } from '../../protocol/errors.ts'
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
import type { MeetingView } from './MeetingView.ts'
import type { EndReason, LinkState, MeetingState, Phase } from './meetingState.ts'
import { MediaClient } from './media/MediaClient.ts'
import { Publisher } from './media/Publisher.ts'
import { SignalingClient } from './SignalingClient.ts'

export interface MeetingOptions {
  /** Of the host; ends in a slash. */
  readonly base: string
  readonly room: RoomName
  readonly media: LocalMedia
}

type Hello = NotificationParams<'host.hello'>

const HELLO_TIMEOUT_MS = 10_000
/** How soon a host without a media worker is asked again. */
const MEDIA_RETRY_MS = 2000
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
  }))
  readonly #local: LocalMedia
  readonly #listeners = new Set<(event: RoomEvent, before: RoomState) => void>()
  readonly #signaling: SignalingClient
  readonly #hello = Promise.withResolvers<Hello>()
  /** Resolves when the request to warm up has been sent: a join sent after it is answered after it. */
  readonly #warmAsked: Promise<void>
  #warmRequested = false
  #name: PersonName | null = null
  /** From asking to join until the snapshot is in place, which may be a second time. */
  #entering = false
  #media: MediaClient | null = null
  #publisher: Publisher | null = null
  /** Media is received one batch after another, in the order in which the host offered it. */
  #receiving: Promise<void> = Promise.resolve()
  #early: NotificationParams<'room.events'>['events'] = []
  #stopFollowing: (() => void) | null = null
  #over = false

  private constructor({ base, room, media }: MeetingOptions) {
    this.base = base
    this.room = room
    this.#local = media
    this.#signaling = new SignalingClient(base, {
      'host.hello': (hello) => this.#hello.resolve(hello),
      'room.events': ({ events }) => this.#happened(events),
      'media.consumers': (consumers) => void this.#receive(consumers),
      'media.lost': () => void this.#rebuildMedia(),
      'media.speakers': ({ peers }) => this.store.setState({ speakers: peers }),
      link: (link) => this.#linkChanged(link),
      fresh: (fresh) => this.#refreshed(fresh),
      forgotten: () => void this.#joinAnew(),
      ended: (code) => this.#closed(code),
    })
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

  async #warmUp(): Promise<void> {
    const { rtpCapabilities, iceServers, protocol } = await this.#hello.promise
    if (this.#over) return
    if (PROTOCOL.max < protocol.min || PROTOCOL.min > protocol.max) {
      return this.#fail(new ProtocolError('version_mismatch'))
    }
    this.store.setState({ media: rtpCapabilities !== null })
    if (rtpCapabilities === null) return this.#ready()
    const requests = {
      connect: (params: MethodInput<'media.connect'>) => this.#ask('media.connect', params),
      produce: (params: MethodInput<'media.produce'>) => this.#ask('media.produce', params),
      resume: (params: MethodInput<'media.resume'>) => this.#ask('media.resume', params),
      restartIce: (params: MethodInput<'media.restartIce'>) => this.#ask('media.restartIce', params),
    }
    const media = await MediaClient.create(
      rtpCapabilities,
      iceServers,
      requests,
      (received) => this.store.setState({ received }),
      () => this.#mendMedia(),
    ).catch(() => null)
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
      this.#publish(media)
      this.#ready()
      return media.receive(warmup)
    })
    this.#receiving.catch((error: unknown) => this.#warmFailed(error))
  }

  /** A host without a media worker may have one again soon; until then there is chat. */
  #warmFailed(error: unknown): void {
    const later = error instanceof ProtocolError && ['no_media', 'rate_limited'].includes(error.code)
    if (!later) return this.#fail(error)
    this.store.setState({ media: false })
    this.#ready()
    void after(MEDIA_RETRY_MS).then(() => this.#rebuildMedia())
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
    if (link.kind === 'up') this.#mendMedia()
  }

  /** Media that has lost its way finds a new one, as soon as the host can be asked for it. */
  #mendMedia(): void {
    if (this.#over || this.store.getState().link.kind !== 'up') return
    // A try that fails is followed by the next change of the connection.
    this.#media?.reconnect().catch(() => undefined)
  }

  /** Too much was missed while away: the room as it is now, and all its tracks anew. */
  #refreshed({ snapshot, consumers }: NonNullable<MethodResult<'session.resume'>['fresh']>): void {
    const { phase } = this.store.getState()
    if (phase.kind !== 'joined') return
    this.#setPhase({ ...phase, room: roomStateSchema.parse(snapshot) })
    this.#media?.drop(() => true)
    void this.#receive(consumers)
  }

  /** The host's media worker died. Another is there already, or soon: we build up anew, devices as they are. */
  async #rebuildMedia(): Promise<void> {
    if (this.#over) return
    this.#dropMedia()
    await this.#warmUp().catch((error: unknown) => this.#fail(error))
  }

  #dropMedia(): void {
    this.#stopFollowing?.()
    this.#publisher?.close()
    this.#publisher = null
    this.#media?.close()
    this.#media = null
    this.#receiving = Promise.resolve()
    this.store.setState({ received: new Map(), speakers: [] })
  }

  /** The host has forgotten us, or was restarted: we enter the same room once more, devices as they are. */
  async #joinAnew(): Promise<void> {
    if (this.#over || this.#name === null) return
    this.#dropMedia()
    try {
      await this.#warmUp()
      await this.#joined(await this.#askToJoin(this.#name))
      this.#linkChanged({ kind: 'up' })
    } catch (error) {
      this.#fail(error)
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

  /** What a moderator does to our tracks is done to our devices, so that the buttons tell the truth. */
  #followModerator(event: RoomEvent, self: string): void {
    if (event.type === 'track.muteChanged' && event.by !== self && event.muted) {
      const source = this.#publisher?.changed(event.track, true)
      if (source === 'microphone' || source === 'camera') this.#local.setOn(source, false)
      if (source === 'screen' || source === 'screenSound') this.#local.stopShare()
    }
    if (event.type === 'track.removed') {
      const source = this.#publisher?.changed(event.track, null)
      if (source === 'screen') this.#local.stopShare()
    }
  }

  #receive(consumers: Consumers): Promise<void> {
    this.#receiving = this.#receiving
      .then(() => this.#media?.receive(consumers))
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
    this.#media?.close()
    this.#signaling.close(closeCodes.left)
    this.store.setState({ phase, speakers: [], received: new Map() })
  }

  #setPhase(phase: Phase): void {
    if (!this.#over) this.store.setState({ phase })
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const UNREACHABLE = 'The host does not answer. Check that it is running and that you are on the same network.'

function endReason(code: number): EndReason {
  switch (code) {
    case closeCodes.removed:
      return 'removed'
    case closeCodes.hostStopped:
      return 'host_stopped'
    case closeCodes.tooSlow:
      return 'too_slow'
    default:
      return 'connection_lost'
  }
}
