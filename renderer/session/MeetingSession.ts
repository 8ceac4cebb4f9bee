import { createStore, type StoreApi } from 'zustand/vanilla'
import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import { errors, ProtocolError } from '../../protocol/wire/errors.ts'
import type { HostVersion } from '../../protocol/wire/hello.ts'
import type { TrackId } from '../../protocol/ids.ts'
import type { PersonName, RoomName } from '../../protocol/names.ts'
import type { NotificationParams } from '../../protocol/wire/notifications.ts'
import { MAINS } from '../../protocol/power.ts'
import { FEATURES } from '../../room/featureNames.ts'
import type { CommandName } from '../../room/features.ts'
import type { MethodInput, MethodResult } from '../../room/methods.ts'
import { readSnapshot } from '../../room/readRoom.ts'
import type { BrowserMedia } from '../media/BrowserMedia.ts'
import { endReason } from './endReason.ts'
import type { Session } from './Session.ts'
import { type LinkState, type SessionState, newMeeting, type Phase } from './sessionState.ts'
import { Admission } from './admission/Admission.ts'
import { CallMedia } from './media/CallMedia.ts'
import { ConnectionStats } from './media/stats/ConnectionStats.ts'
import type { ReceiveMode, Wishes } from './media/subscribing/Subscriber.ts'
import { type EventListener, RoomStore } from './room/RoomEvents.ts'
import type { Environment } from './connection/Environment.ts'
import { SignalingClient } from './connection/SignalingClient.ts'
import { trackOwners } from './media/stats/trackOwners.ts'

export interface MeetingSessionOptions {
  /** Of the host; ends in a slash. */
  readonly base: string
  readonly room: RoomName
  readonly media: BrowserMedia
  /** Where the host is our own. */
  readonly hostKey?: string
  /** Told of the means to take our seat again, should this page be loaded anew; null: we have left for good. */
  readonly onSeat?: (token: string | null) => void
  /** Those of the page where left out. */
  readonly surroundings?: Environment
}

type Hello = NotificationParams<'host.hello'>

const HELLO_TIMEOUT_MS = 10_000
/** An answer mostly comes sooner than this, and drawing that it is waited for would keep it waiting. */
const JOINING_SHOWN_MS = 100
/** A host closes connections on which nothing is asked for a minute, outside of a room. */
const STAY_MS = 20_000
/** How long the call's first drawing waits for the media to be set up. */
const MEDIA_FIRST_MS = 1000

/**
 * One meeting from the lobby to the end. It connects and warms up at once, so that joining is a single round
 * trip over transports that are up already; nothing of ours is sent before then.
 */
export class MeetingSession implements Session {
  readonly base: string
  readonly store: StoreApi<SessionState>
  readonly quality = new ConnectionStats({
    reports: () => this.#media.reports(),
    owners: () => trackOwners(this.store.getState(), this.#local.wanted, (track) => this.#media.shows(track)),
  })
  readonly #local: BrowserMedia
  readonly #onSeat: (token: string | null) => void
  readonly #signaling: SignalingClient
  readonly #media: CallMedia
  readonly #news: RoomStore
  readonly #entry: Admission
  readonly #staying: ReturnType<typeof setInterval>
  readonly #hello = Promise.withResolvers<Hello>()
  /** Resolves when the request to warm up has been sent: a join sent after it is answered after it. */
  readonly #warmAsked: Promise<void>
  #warmRequested = false
  /** The host is asked to let us in, which the phase may not show yet. */
  #asking = false
  #over = false

  private constructor({ base, room, media, hostKey, onSeat, surroundings }: MeetingSessionOptions) {
    this.base = base
    this.store = createStore(() => newMeeting(room))
    this.#news = new RoomStore(
      this.store,
      (...batch) => this.#media.happened(...batch),
      () => this.#signaling.renew(),
    )
    this.#local = media
    this.#onSeat = onSeat ?? (() => undefined)
    this.#signaling = new SignalingClient(
      base,
      {
        'host.hello': (hello) => this.#greeted(hello),
        'host.media': ({ rtpCapabilities }) => this.#media.told(rtpCapabilities),
        'direct.signal': (signal) => this.#media.signalled(signal),
        'room.events': ({ events }) => this.#news.happened(events),
        'media.consumers': (consumers) => this.#media.receive(consumers),
        'media.standby': (offer) => this.#media.standBy(offer),
        'media.lost': ({ consumers, unjoined }) => {
          this.store.setState({ narrow: false })
          if (unjoined) this.#media.rest()
          else this.#media.lost(consumers)
        },
        'media.narrow': ({ narrow }) => this.store.setState({ narrow }),
        'media.demand': ({ tracks }) => this.#media.demand(tracks),
        'media.repair': (repair) => this.#media.repair(repair),
        'media.iceServers': ({ iceServers }) => void this.#media.useIceServers(iceServers),
        'media.codecs': ({ codecs }) => this.#media.sendIn(codecs),
        'host.keeping': ({ kept }) => this.store.setState({ kept }),
        'host.power': ({ power }) => this.store.setState({ power }),
        'host.capacity': ({ people }) => this.store.setState({ roomForMore: people }),
        'lobby.answered': ({ answer }) => this.#entry.answered(answer),
        'media.speakers': ({ peers }) => this.store.setState({ speakers: peers }),
        link: (link) => this.#linkChanged(link),
        fresh: (fresh) => this.#refreshed(fresh),
        forgotten: () => void this.#joinAnew(),
        otherVersion: (host) => this.#otherVersion(host),
        ended: (code) => this.#closed(code),
      },
      surroundings,
    )
    this.#media = new CallMedia({
      room,
      local: media,
      signaling: this.#signaling,
      store: this.store,
      place: () => {
        const { phase } = this.store.getState()
        return phase.kind === 'joined' && !this.#news.awaitsSnapshot ? phase : null
      },
      onReady: () => {
        if (this.store.getState().phase.kind === 'connecting') this.#setPhase({ kind: 'ready' })
      },
      onFailed: (error) => this.#fail(error),
    })
    this.#entry = new Admission({
      room,
      ...(hostKey !== undefined && { hostKey }),
      signaling: this.#signaling,
      store: this.store,
      warm: () => this.#media.wake(),
      tracks: () => {
        this.#news.awaitSnapshot()
        return this.#media.prepared
      },
      onJoined: (joined) => this.#joined(joined),
      onPhase: (phase) => (phase.kind === 'ended' ? this.#end(phase) : this.#setPhase(phase)),
      onFailed: (error) => this.#fail(error),
    })
    this.#news.listen((event) => this.#entry.happened(event))
    this.store.subscribe(() => this.#media.follow())
    this.store.subscribe(({ phase }) => this.quality.run(phase.kind === 'joined'))
    const timer = setTimeout(() => this.#hello.reject(new Error('No answer.')), HELLO_TIMEOUT_MS)
    this.#hello.promise.then(() => clearTimeout(timer)).catch(() => this.#unreachable())
    this.#staying = setInterval(() => this.#stay(), STAY_MS)
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
  static open(options: MeetingSessionOptions): MeetingSession {
    return new MeetingSession(options)
  }

  /**
   * Enters the room. May be called while still connecting; what becomes of it shows in the phase. Where the room is
   * locked, it knocks, and enters once somebody says so.
   *
   * @param password null: none, or the one that was right before.
   * @param resumeToken of our seat before the page was loaded anew; null: none.
   */
  async join(
    name: PersonName,
    password: string | null = null,
    resumeToken: string | null = null,
  ): Promise<void> {
    const { kind } = this.store.getState().phase
    if (this.#asking || (kind !== 'connecting' && kind !== 'ready' && kind !== 'password')) return
    this.#asking = true
    this.#entry.introduce(name, password, resumeToken)
    // Asked before the phase changes: drawing it takes longer than the way to the host and back.
    const asked = this.#warmRequested ? this.#entry.ask() : this.#warmAsked.then(() => this.#entry.ask())
    const draw = () => this.#setPhase({ kind: 'joining' })
    const drawn = kind === 'ready' ? setTimeout(draw, JOINING_SHOWN_MS) : undefined
    if (drawn === undefined) draw()
    asked.then(
      () => clearTimeout(drawn),
      () => {
        clearTimeout(drawn)
        // What follows a refusal, or a broken connection, begins there.
        draw()
      },
    )
    try {
      await this.#entry.enter(asked)
    } finally {
      this.#asking = false
    }
  }

  /** Waits no more to be let in: back to the lobby. */
  withdraw(): void {
    this.#entry.withdraw()
  }

  setPassword(password: string | null): Promise<void> {
    return this.#entry.setPassword(password)
  }

  request<N extends CommandName>(name: N, params: MethodInput<N>): Promise<MethodResult<N>> {
    return this.#signaling.request(name, params)
  }

  onEvent(listener: EventListener): () => void {
    return this.#news.listen(listener)
  }

  show(wishes: Wishes): void {
    this.#media.show(wishes)
  }

  stoodStill(track: TrackId): void {
    this.#media.stoodStill(track)
  }

  setReception(reception: ReceiveMode): void {
    this.#media.setReception(reception)
  }

  retryNow(): void {
    this.#signaling.retryNow()
  }

  /** The computer has just woken up: whether the host is still there is found out at once. */
  hurry(): void {
    this.#signaling.hurry()
  }

  /** Leaves at once. */
  leave(): void {
    this.#end({ kind: 'ended', reason: 'left' })
  }

  /**
   * Goes, and may come back to the seat for two minutes: the page is closed or loaded anew (`left`), or another tab takes
   * over. The others see us gone at once.
   */
  goAway(reason: 'left' | 'elsewhere'): void {
    const { kind } = this.store.getState().phase
    if (kind === 'joined') this.#end({ kind: 'ended', reason }, closeCodes.pageGone)
    else this.leave()
  }

  /** Frees everything. May be called twice. */
  close(): void {
    this.leave()
    this.#news.close()
  }

  /** A host closes connections on which nobody asks for anything, until one is in the room. */
  #stay(): void {
    const { phase, link } = this.store.getState()
    // A broken connection is found out elsewhere.
    if (phase.kind !== 'joined' && link.kind === 'up')
      this.#signaling.request('session.ping', {}).catch(() => undefined)
  }

  async #warmUp(): Promise<void> {
    await this.#hello.promise
    await this.#media.warmUp()
  }

  #greeted(hello: Hello): void {
    this.store.setState({ features: hello.features ?? FEATURES })
    this.#media.greeted(hello)
    this.#hello.resolve(hello)
  }

  async #joined(answer: MethodResult<'session.join'>): Promise<void> {
    const { peer, resumeToken, consumers } = answer
    const room = readSnapshot(answer.snapshot)
    if (answer.room !== undefined) this.store.setState({ roomName: answer.room })
    this.#signaling.makeResumable(resumeToken)
    this.#onSeat(resumeToken)
    this.#entry.entered(room)
    const shown = room.tracks.tracks.filter((track) => track.peer === peer)
    const receiving = this.#media.joined(consumers, shown)
    // The browser sets the media up while nothing else is drawn: so key frames are on their way before the
    // call's first drawing, which takes as long as they do. On a machine that is too slow, the call comes first.
    await Promise.race([receiving, after(MEDIA_FIRST_MS)])
    this.#news.enter(() => this.#setPhase({ kind: 'joined', self: peer, room }))
  }

  #linkChanged(link: LinkState): void {
    if (this.#over) return
    this.store.setState({ link })
    // Whoever answers has woken up; what it runs on now, it says itself.
    if (link.kind === 'up' && this.store.getState().power.type === 'asleep')
      this.store.setState({ power: MAINS })
    this.#media.linkChanged(link)
  }

  /** Too much was missed while away: the room as it is now, and all its tracks anew. */
  #refreshed({ snapshot, consumers }: NonNullable<MethodResult<'session.resume'>['fresh']>): void {
    const { phase } = this.store.getState()
    if (phase.kind !== 'joined') return
    this.#setPhase({ ...phase, room: readSnapshot(snapshot) })
    this.#media.refreshed(consumers)
  }

  /** The host has forgotten us, or was restarted: we enter the same room once more, devices as they are. */
  async #joinAnew(): Promise<void> {
    if (this.#over) return
    // A host that knows us no more takes these for granted of a newcomer.
    this.store.setState({ kept: true, power: MAINS, roomForMore: null, narrow: false, speakers: [] })
    this.#news.awaitSnapshot()
    await this.#entry.again(this.#media.warmUpAnew())
  }

  #closed(code: number): void {
    this.#hello.reject(new Error('Closed.'))
    if (this.#over) return
    const { kind } = this.store.getState().phase
    if (kind === 'joined' || kind === 'waiting') this.#end({ kind: 'ended', reason: endReason(code) })
    else if (code === closeCodes.hostStopped) this.#end({ kind: 'ended', reason: 'host_stopped' })
    else if (code === closeCodes.restarting) this.#end({ kind: 'ended', reason: 'host_restarting' })
    else this.#unreachable()
  }

  #otherVersion(host: HostVersion): void {
    const { message } = errors.version_mismatch
    this.#end({ kind: 'failed', code: 'version_mismatch', message, host })
    this.#hello.reject(new Error('The host speaks another version.'))
  }

  #unreachable(): void {
    this.#end({ kind: 'failed', code: 'unreachable' })
  }

  #fail(error: unknown): void {
    if (this.#over) return
    const { code, message } = error instanceof ProtocolError ? error : new ProtocolError('media_failed')
    this.#end({ kind: 'failed', code, message })
  }

  #end(phase: Phase, code: typeof closeCodes.left | typeof closeCodes.pageGone = closeCodes.left): void {
    if (this.#over) return
    this.#over = true
    clearInterval(this.#staying)
    this.#media.close()
    this.#signaling.close(code)
    if (code === closeCodes.left) this.#onSeat(null)
    this.store.setState({ phase, speakers: [], received: new Map() })
  }

  #setPhase(phase: Phase): void {
    if (!this.#over) this.store.setState({ phase })
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
