import type { StoreApi } from 'zustand/vanilla'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { PeerId, TrackId } from '../../../protocol/ids.ts'
import type { Consumers, Source } from '../../../protocol/wire/media/media.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { NotificationParams } from '../../../protocol/wire/notifications.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../../protocol/wire/media/videoCodecs.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import type { BrowserMedia } from '../../media/BrowserMedia.ts'
import type { LinkState, SessionState } from '../sessionState.ts'
import type { SignalingClient } from '../connection/SignalingClient.ts'
import { PeerToPeerMedia, type DirectPlace } from './peerToPeer/PeerToPeerMedia.ts'
import type { SfuTransports } from './transport/SfuTransports.ts'
import type { Publisher } from './publishing/Publisher.ts'
import { SfuMedia } from './SfuMedia.ts'
import type { ReceiveMode, Wishes } from './subscribing/Subscriber.ts'
import { usableIceServers } from './transport/usableIceServers.ts'

export interface CallMediaOptions {
  readonly room: RoomName
  readonly local: BrowserMedia
  readonly signaling: Pick<SignalingClient, 'request' | 'doubt' | 'hurry'>
  /** The meeting's, of which this keeps the part that is about media. */
  readonly store: Pick<StoreApi<SessionState>, 'getState' | 'setState'>
  /** Where we sit; null outside of the room, and while what is known of it is not in place yet. */
  readonly place: () => DirectPlace | null
  /** As much is there as will be: the person may join. */
  readonly onReady: () => void
  readonly onFailed: (error: unknown) => void
}

type Hello = NotificationParams<'host.hello'>

/** How soon a host without a media worker is asked again. */
const MEDIA_RETRY_MS = 2000
/** The same, where it carries as many as it can: there is room again when somebody leaves. */
const FULL_RETRY_MS = 10_000
/** After media was built up anew, it is not built up again so soon (milliseconds). */
const REBUILD_PAUSE_MS = 20_000
/** Refusals that may be over the next time. */
const LATER: ReadonlySet<string> = new Set(['no_media', 'rate_limited', 'media_full'])
/** When a host that does not say how long it holds our media back is asked again. */
const HELD_BACK_MS = 60_000

/**
 * Sound and pictures of one meeting: over the host's media server or, while it has none, directly between two. What
 * breaks there is mended or built up anew, with the devices as they are.
 */
export class CallMedia {
  readonly #options: CallMediaOptions
  readonly #server: SfuMedia
  readonly #line: PeerToPeerMedia
  /** As the host has told last; null: it has no media server. */
  #capabilities: Hello['rtpCapabilities'] = null
  /** Whether we have drawn the conclusions from that. */
  #serverless = false
  #iceServers: Hello['iceServers'] = []
  /** Whether these are for us alone, and not those of the greeting. */
  #hasOwnServers = false
  #closed = false
  /** Media that the host has ended because nobody joined with it, and what it has learnt of this browser. */
  #resting: { readonly earlier: SfuTransports | null } | null = null
  /** When media was last built up anew because something could not be received (monotonic). */
  #rebuiltMs = Number.NEGATIVE_INFINITY

  constructor(options: CallMediaOptions) {
    const { room, local, signaling, store } = options
    this.#options = options
    this.#server = new SfuMedia({
      room,
      local,
      signaling,
      joined: () => store.getState().phase.kind === 'joined',
      entering: () => store.getState().phase.kind === 'joining',
      // What is left of the media server's has nothing to say while two are connected directly.
      onReceived: (received) => this.#set({ received: this.#serverless ? this.#line.received : received }),
      onShares: (shares) => this.#set({ shares }),
      onNotSent: (wanted) => local.notSent(wanted),
      onPath: (found) => this.#pathChanged(found),
      onMissing: (missing) => this.#set({ pathMissing: missing }),
      onWarm: () => {
        this.#set({ heldBackUntil: null, mediaFull: false })
        options.onReady()
      },
      onWarmFailed: (error) => this.#warmFailed(error),
      onFailed: (error) => this.#receivingFailed(error),
    })
    this.#line = new PeerToPeerMedia({
      local,
      requests: {
        share: (params) => signaling.request('direct.share', params),
        signal: (params) => signaling.request('direct.signal', params),
        setMuted: (track, muted) => signaling.request('track.setMuted', { track, muted }),
        remove: (track) => signaling.request('track.remove', { track }),
      },
      iceServers: () => this.#iceServers,
      onReceived: (received) => this.#set({ received }),
      onState: (direct) => this.#set({ direct }),
      onShares: (shares) => this.#set({ shares }),
      onNotSent: (wanted) => local.notSent(wanted),
    })
  }

  /** Our tracks that the host already holds, as the join request names them. */
  get prepared(): Publisher['prepared'] {
    return this.#server.prepared
  }

  /** What the browser has counted on all connections. */
  async reports(): Promise<RTCStatsReport[]> {
    return (await Promise.all([this.#server.reports(), this.#line.reports()])).flat()
  }

  show(wishes: Wishes): void {
    this.#server.viewing.show(wishes)
  }

  setReception(reception: ReceiveMode): void {
    this.#server.viewing.setReception(reception)
    this.#set({ reception })
  }

  /** Whether the host is to send us this picture. */
  shows(track: TrackId): boolean {
    return this.#server.viewing.shows(track)
  }

  /** A picture that is shown stands still. */
  stoodStill(track: TrackId): void {
    // While the connection is broken, what is asked waits and is asked all at once afterwards.
    if (this.#link === 'up') this.#server.stoodStill(track)
  }

  /** The host has said what it can do, perhaps on another connection than before. */
  greeted({ rtpCapabilities, iceServers }: Hello): void {
    this.#capabilities = rtpCapabilities
    if (!this.#hasOwnServers) this.#iceServers = usableIceServers(iceServers)
  }

  /** The host tells those in a room of more STUN and TURN servers than it greets everybody with. */
  async useIceServers(iceServers: Hello['iceServers']): Promise<void> {
    this.#hasOwnServers = true
    this.#iceServers = usableIceServers(iceServers)
    if (!(await this.#server.useIceServers(this.#iceServers))) await this.#rebuild()
  }

  /** The host has a media server from now on, or none any more. */
  told(capabilities: Hello['rtpCapabilities']): void {
    this.#capabilities = capabilities
    if (this.#closed || (capabilities === null) === this.#serverless) return
    this.#serverless = capabilities === null
    this.follow()
    if (capabilities === null) this.#set({ media: false })
    else void this.#rebuild()
  }

  /** Called whenever the meeting has changed. */
  follow(): void {
    this.#line.follow(this.#serverless && !this.#closed, this.#closed ? null : this.#options.place())
  }

  /**
   * Brings up what the host has for us. Resolves when that has been asked: a join sent after it is answered after it.
   *
   * @param earlier media that has ended: what it has learnt of this browser holds.
   */
  async warmUp(earlier: SfuTransports | null = null): Promise<void> {
    if (this.#closed) return
    this.#resting = null
    const [rtpCapabilities, iceServers] = [this.#capabilities, this.#iceServers]
    this.#serverless = rtpCapabilities === null
    this.#set({ media: !this.#serverless })
    if (rtpCapabilities === null) return this.#options.onReady()
    // The host begins anew with this as well.
    this.sendIn(VIDEO_CODECS)
    if (await this.#server.warmUp({ rtpCapabilities, iceServers }, earlier)) return
    // A browser without WebRTC can still chat.
    this.#set({ media: false })
    this.#options.onReady()
  }

  /** The host has forgotten us, or was restarted. */
  warmUpAnew(): Promise<void> {
    this.#drop()
    return this.warmUp()
  }

  /** The host has ended what we have warmed up, since we have not joined yet: it comes back when we do. */
  rest(): void {
    if (this.#closed || this.#inCall) return
    this.#resting = { earlier: this.#drop() }
  }

  /** Brings up what rests. Resolves as {@link warmUp}; null where nothing rests. */
  wake(): Promise<void> | null {
    const resting = this.#resting
    this.#resting = null
    return resting === null ? null : this.warmUp(resting.earlier)
  }

  /**
   * We are in the room. Resolves when what others send is being received.
   *
   * @param shown the tracks that the room shows of us.
   */
  joined(consumers: Consumers, shown: Parameters<Publisher['goLive']>[0]): Promise<void> {
    const receiving = this.#server.receive(consumers)
    this.#server.goLive(shown)
    // It was ended in the very moment in which we asked.
    void this.wake()
    return receiving
  }

  /** Others show something new. */
  receive(consumers: Consumers): void {
    void this.#server.receive(consumers)
  }

  /** Too much was missed while away: all tracks come anew. */
  refreshed(consumers: Consumers): void {
    this.#server.forgetAll()
    this.receive(consumers)
    const { self, room } = this.#options.place() ?? {}
    const shown = room?.tracks.tracks.filter(({ peer }) => peer === self) ?? []
    for (const { source } of this.#server.align(shown)) this.#turnOff(source)
    this.#line.restart()
  }

  linkChanged({ kind }: LinkState): void {
    this.#hold()
    if (kind !== 'up') return
    this.told(this.#capabilities)
    this.#mend()
  }

  demand(tracks: Parameters<SfuMedia['demand']>[0]): void {
    this.#server.demand(tracks)
  }

  repair(repair: Parameters<SfuMedia['repair']>[0]): void {
    this.#server.repair(repair)
  }

  /** What everybody in the room can decode, as the host tells it. */
  sendIn(codecs: readonly VideoCodec[]): void {
    this.#set({ codecs })
    this.#server.sendIn(codecs)
  }

  standBy(offer: NotificationParams<'media.standby'>): void {
    this.#server.standBy(offer)
  }

  /** Somebody has said something to us. */
  signalled(signal: NotificationParams<'direct.signal'>): void {
    this.#line.signalled(signal)
  }

  /** The host's media worker died. @param consumers what others send, over the standby that takes its place. */
  lost(consumers: Consumers | undefined): void {
    // A host that was restarted has forgotten the tracks of a direct call as well.
    this.#line.restart()
    if (!this.#closed && consumers !== undefined && this.#server.takeOver(consumers)) this.#mend()
    else void this.#rebuild()
  }

  /** Follows what happened in the room. @param room as it is after it. */
  happened(events: readonly RoomEvent[], room: RoomState, self: PeerId): void {
    if (events.some(({ type }) => type === 'track.removed' || type === 'peer.left'))
      this.#server.forget((track) => room.tracks.tracks.every(({ id }) => id !== track))
    for (const event of events) this.#followModerator(event, self)
  }

  close(): void {
    this.#closed = true
    this.#server.close()
  }

  /** A host without a media worker may have one again soon; until then there is chat. */
  #warmFailed(error: unknown): void {
    const heldMs = heldBackMs(error)
    const code = error instanceof ProtocolError ? error.code : null
    const later = code !== null && LATER.has(code)
    if (!later && heldMs === null && !this.#inCall) return this.#options.onFailed(error)
    const heldBackUntil = heldMs === null ? null : Date.now() + heldMs
    this.#set({ media: false, heldBackUntil, mediaFull: code === 'media_full' })
    this.#options.onReady()
    const told = this.#capabilities
    // Without any worker we need not ask again: the host tells when there is one.
    setTimeout(
      () => {
        if (told !== null && told === this.#capabilities) void this.#rebuild()
      },
      heldMs ?? (later && code !== 'media_full' ? MEDIA_RETRY_MS : FULL_RETRY_MS),
    )
  }

  /** What was offered could not be received: in a call, media is built up anew instead of ending the call. */
  #receivingFailed(error: unknown): void {
    if (!this.#inCall) return this.#options.onFailed(error)
    const nowMs = performance.now()
    if (nowMs - this.#rebuiltMs < REBUILD_PAUSE_MS) return
    this.#rebuiltMs = nowMs
    void this.#rebuild()
  }

  get #inCall(): boolean {
    return this.#options.store.getState().phase.kind === 'joined'
  }

  /** Media is the finer sense: it says first that the network is cut, and first that it is back. */
  #pathChanged(found: boolean): void {
    if (this.#closed) return
    if (!found) this.#options.signaling.doubt()
    else if (this.#link !== 'up') this.#options.signaling.hurry()
    this.#hold()
    if (found) this.#server.revise()
    this.#mend()
  }

  /** Both senses together are sure: without media alone, others may just be quiet; without signaling, media flows on. */
  #hold(): void {
    this.#server.hold(this.#server.cutOff && this.#link === 'down')
  }

  #mend(): void {
    if (this.#closed || this.#link !== 'up') return
    this.#line.mend()
    this.#server.mend()
  }

  /** Another worker is there already, or soon: we build up anew, devices as they are. */
  async #rebuild(): Promise<void> {
    if (this.#closed) return
    await this.warmUp(this.#drop()).catch((error: unknown) => this.#options.onFailed(error))
  }

  #drop(): SfuTransports | null {
    const ended = this.#server.drop()
    this.#set({ received: this.#line.received, speakers: [], pathMissing: false })
    return ended
  }

  /** What a moderator does to our tracks is done to our devices, so that the buttons tell the truth. */
  #followModerator(event: RoomEvent, self: PeerId): void {
    const { local } = this.#options
    const sender = this.#serverless ? this.#line : this.#server
    if (event.type === 'track.muteChanged' && event.by !== self && event.muted) {
      const { source, share } = sender.changed(event.track, true) ?? {}
      if (source) this.#turnOff(source)
      if (share) local.stopShare(share.id)
    }
    if (event.type === 'track.removed') {
      const { source, share } = sender.changed(event.track, null) ?? {}
      if (source === 'screen' && share) local.stopShare(share.id)
    }
  }

  #turnOff(source: Source): void {
    if (source === 'microphone' || source === 'camera') this.#options.local.setOn(source, false)
  }

  get #link(): LinkState['kind'] {
    return this.#options.store.getState().link.kind
  }

  #set(part: Partial<SessionState>): void {
    this.#options.store.setState(part)
  }
}

/** For how long (milliseconds) the host holds our media back, where that is what it says. */
function heldBackMs(error: unknown): number | null {
  if (!(error instanceof ProtocolError) || error.code !== 'media_held_back') return null
  const retryAfterMs = error.details?.['retryAfterMs']
  return typeof retryAfterMs === 'number' ? retryAfterMs : HELD_BACK_MS
}
