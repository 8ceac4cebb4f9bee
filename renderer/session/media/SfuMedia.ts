import type { TrackId } from '../../../protocol/ids.ts'
import type { Consumers, RtpCapabilities, Transports } from '../../../protocol/wire/media/media.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { NotificationParams } from '../../../protocol/wire/notifications.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../../protocol/wire/media/videoCodecs.ts'
import type { BrowserMedia } from '../../media/BrowserMedia.ts'
import type { ShareId } from '../../media/localMediaState.ts'
import type { SignalingClient } from '../connection/SignalingClient.ts'
import { preloadCapabilities } from './transport/loadDevice.ts'
import { dtlsCertificate } from './transport/dtlsCertificate.ts'
import { SfuTransports } from './transport/SfuTransports.ts'
import { Publisher, type PublisherListener } from './publishing/Publisher.ts'
import { StandbyTransports, type StandbyRequests } from './transport/StandbyTransports.ts'
import { Subscriber } from './subscribing/Subscriber.ts'

export interface SfuMediaOptions {
  readonly room: RoomName
  readonly local: BrowserMedia
  readonly signaling: Pick<SignalingClient, 'request'>
  /** Whether we are in the room, so that what is sent is for others. */
  readonly joined: () => boolean
  /** Whether we wait for being let in. */
  readonly entering: () => boolean
  readonly onReceived: (received: ReadonlyMap<TrackId, MediaStreamTrack>) => void
  /** Told which of our shares are in the room, by the room's track id. */
  readonly onShares: (shares: ReadonlyMap<TrackId, ShareId>) => void
  /** Told what is wanted and cannot be sent. */
  readonly onNotSent: PublisherListener['onNotSent']
  /** Told when there are signs that media finds no way to the host or back, and when it does again. */
  readonly onPath: (found: boolean) => void
  /** Told when media has found no way to the host for long, and when it has found one after all. */
  readonly onMissing: (missing: boolean) => void
  /** The host has given us transports, and what we want to send is on its way. */
  readonly onWarm: () => void
  /** The host has not. */
  readonly onWarmFailed: (error: unknown) => void
  /** What was offered could not be received. */
  readonly onFailed: (error: unknown) => void
}

type Transporting = Pick<NotificationParams<'host.hello'>, 'iceServers'> & {
  readonly rtpCapabilities: RtpCapabilities
}
type Live = Parameters<Publisher['goLive']>[0]

/** When the sections that nothing has come in yet are made, where somebody came in before they were: by then it is calm. */
const REST_MS = 3000

/**
 * Sound and pictures over the host's media server: both transports, what we send over them and a stand-in for it on
 * another worker, and what we receive. Where a worker has died, it is warmed up anew.
 */
export class SfuMedia {
  readonly viewing: Subscriber
  readonly #options: SfuMediaOptions
  readonly #requests: StandbyRequests
  /** Ours on all transports of this host; made while we connect. */
  readonly #certificate = dtlsCertificate()
  #client: SfuTransports | null = null
  #publisher: Publisher | null = null
  #standby: StandbyTransports | null = null
  /** Media is received one batch after another, in the order in which the host offered it. */
  #receiving: Promise<void> = Promise.resolve()
  #stopFollowing: (() => void) | null = null
  /** What everybody in the room can decode. */
  #decodable: readonly VideoCodec[] = VIDEO_CODECS
  #closed = false
  /** What the room shows of us, once we are in it. */
  #live: Live | null = null
  /** What waits until the first pictures are received; it is called once. */
  #afterFirst: (() => void) | null = null

  constructor(options: SfuMediaOptions) {
    const { signaling } = options
    this.#options = options
    preloadCapabilities()
    this.viewing = new Subscriber((preferences) => signaling.request('media.setPreferences', preferences))
    this.#requests = {
      connect: (params) => signaling.request('media.connect', params),
      produce: (params) => signaling.request('media.produce', params),
      prepare: (params) => signaling.request('media.prepare', params),
      resume: (params) => signaling.request('media.resume', params),
      refresh: (params) => signaling.request('media.refresh', params),
      setLossy: (params) => signaling.request('media.setLossy', params),
      restartIce: (params) => signaling.request('media.restartIce', params),
    }
  }

  /** Our tracks that the host already holds, as the join request names them. */
  get prepared(): Publisher['prepared'] {
    return this.#publisher?.prepared ?? []
  }

  /** Whether there are signs that nothing gets through to the host. */
  get cutOff(): boolean {
    return this.#client?.cutOff === true
  }

  /**
   * Asks for transports. Resolves when that has been asked.
   *
   * @param earlier media that has ended: what it has learnt of this browser holds.
   * @returns false for a browser without WebRTC.
   */
  async warmUp(
    { rtpCapabilities, iceServers }: Transporting,
    earlier: SfuTransports | null = null,
  ): Promise<boolean> {
    const { room, signaling, onPath, onMissing, onWarmFailed } = this.#options
    const client =
      earlier?.twin(this.#requests) ??
      (await SfuTransports.create(rtpCapabilities, iceServers, this.#certificate, this.#requests, {
        onReceived: (received) => this.#received(received),
        onPath,
        onMissing,
        onNegotiated: () => this.revise(),
      }).catch(() => null))
    if (client === null) return false
    if (this.#closed) {
      client.close()
      return true
    }
    this.#client = client
    const { rtpCapabilities: receivable, dtlsParameters, slots } = client
    const asked = {
      room,
      rtpCapabilities: receivable,
      ...(dtlsParameters !== null && { dtlsParameters }),
      ...(slots !== null && { slots }),
    }
    this.#receiving = signaling
      .request('session.warm', asked)
      .then(({ transports, warmup }) => this.#open(client, transports, warmup))
      // Whoever joins without media has nothing to receive, which is no failure of its own.
      .catch((error: unknown) => onWarmFailed(error))
    return true
  }

  /** We are in the room. @param shown the tracks that it shows of us. */
  goLive(shown: Live): void {
    this.#live = shown
    this.#publisher?.goLive(shown)
  }

  /** Receives what the host offers. Resolves also where that fails. */
  receive(consumers: Consumers): Promise<void> {
    // What was offered for media that is replaced meanwhile is not for its successor.
    const client = this.#client
    this.#receiving = this.#receiving
      .then(() => client?.receive(consumers))
      .catch((error: unknown) => this.#options.onFailed(error))
      .then(() => {
        if (client === this.#client) this.#afterFirst?.()
      })
    return this.#receiving
  }

  /** Ends receiving tracks that are no longer in the room. */
  forget(gone: (track: TrackId) => boolean): void {
    this.#client?.drop(gone)
  }

  /** Too much was missed: nothing that is received now is received any longer. */
  forgetAll(): void {
    this.viewing.forget()
    this.forget(() => true)
  }

  /** The host says how large our tracks are watched. */
  demand(tracks: Parameters<Publisher['demand']>[0]): void {
    this.#publisher?.demand(tracks)
  }

  /** What helps against packets of ours that get lost. */
  repair(repair: Parameters<SfuTransports['repair']>[0]): void {
    this.#client?.repair(repair)
    this.#publisher?.repeat(repair.repeat)
  }

  /** What everybody in the room can decode. */
  sendIn(codecs: readonly VideoCodec[]): void {
    this.#decodable = codecs
    this.#publisher?.sendIn(codecs)
  }

  /** The room has changed a track of ours without us: a moderator muted or removed it. */
  changed(track: TrackId, muted: boolean | null): ReturnType<Publisher['changed']> {
    return this.#publisher?.changed(track, muted) ?? null
  }

  /** Too much was missed. @returns what somebody else has muted of ours. */
  align(shown: Live): ReturnType<Publisher['align']> {
    return this.#publisher?.align(shown) ?? []
  }

  /** A picture that is shown stands still. */
  stoodStill(track: TrackId): void {
    // Nothing is sent of what is not shown.
    if (this.viewing.shows(track)) this.#client?.stoodStill(track)
  }

  /** Holds back what is sent while it would get nowhere. */
  hold(held: boolean): void {
    this.#publisher?.hold(held)
  }

  /** The way to the host was negotiated anew. */
  revise(): void {
    this.#publisher?.revise()
  }

  /** The host tells of other STUN and TURN servers. @returns false where media must be warmed up anew to use them. */
  async useIceServers(iceServers: RTCIceServer[]): Promise<boolean> {
    const client = this.#client
    void this.#standby?.media.useIceServers(iceServers)
    const known = (await client?.useIceServers(iceServers)) ?? true
    return known || client !== this.#client
  }

  /** Media that has lost its way finds a new one, as soon as the host can be asked for it. */
  mend(): void {
    // A try that fails is followed by the next change of the connection.
    this.#client?.reconnect().catch(() => undefined)
  }

  /** The host has a second media worker for us: we bring our end up now, so that it need not be done in need. */
  standBy(offer: NotificationParams<'media.standby'>): void {
    if (this.#client === null || this.#publisher === null) return
    this.#standby?.close()
    this.#standby = new StandbyTransports(this.#client, offer, this.#requests)
    this.#standby.standIn(this.#publisher.sent)
  }

  /** The worker died; with a standby, everything goes on over that. @returns false where there is none. */
  takeOver(consumers: Consumers): boolean {
    const [standby, before, publisher] = [this.#standby, this.#client, this.#publisher]
    if (standby === null || publisher === null) return false
    this.#standby = null
    this.viewing.forget()
    this.#client = standby.media
    this.#options.onMissing(false)
    // Over the standby nothing repeats itself until the host asks for that.
    publisher.repeat(false)
    publisher.switchTo(standby.media, standby.takeOver())
    this.#receiving = Promise.resolve()
    // Until the new pictures are there, the last ones stay.
    void this.receive(consumers).finally(() => before?.close())
    return true
  }

  /** Ends all of it, until it is warmed up anew. @returns what has ended. */
  drop(): SfuTransports | null {
    const ended = this.#client
    this.#live = this.#afterFirst = null
    this.viewing.forget()
    this.#stopFollowing?.()
    this.#publisher?.close()
    this.#publisher = null
    this.#standby?.close()
    this.#standby = null
    ended?.close()
    this.#client = null
    this.#receiving = Promise.resolve()
    return ended
  }

  /** What the browser has counted on the transports. */
  async reports(): Promise<RTCStatsReport[]> {
    return (await this.#client?.reports()) ?? []
  }

  close(): void {
    this.#closed = true
    this.viewing.close()
    this.drop()
  }

  #open(client: SfuTransports, transports: Transports, warmup: Consumers): Promise<void> {
    // The worker of these transports died while the host told us of them.
    if (client !== this.#client) return Promise.resolve()
    const { slots } = client
    client.open(transports, client.dtlsParameters !== null, slots)
    // Who waits at the door sees first what is in the room, and needs no other sections for that.
    if (slots !== null && this.#options.entering()) {
      this.#afterFirst = () => {
        this.#afterFirst = null
        this.#publish(client)
        setTimeout(() => this.#openRest(client), REST_MS)
      }
      this.#options.onWarm()
      return Promise.resolve()
    }
    const receiving = slots === null ? client.receive(warmup) : client.openSlots()
    this.#publish(client)
    this.#options.onWarm()
    return receiving
  }

  /** So that whoever comes later is received without a session description, as after a stay in the lobby. */
  #openRest(client: SfuTransports): void {
    if (client !== this.#client) return
    this.#receiving = this.#receiving
      .then(() => client.openSlots())
      .catch((error: unknown) => {
        if (client === this.#client) this.#options.onFailed(error)
      })
  }

  /** From now on follows what the person wants to send. */
  #publish(client: SfuTransports): void {
    const { local, signaling, joined } = this.#options
    const publisher = new Publisher(
      client,
      {
        setMuted: (track, muted) => signaling.request('track.setMuted', { track, muted }),
        remove: (track) => signaling.request('track.remove', { track }),
      },
      {
        onSent: () => {
          this.#options.onShares(publisher.shares)
          this.#standby?.standIn(publisher.sent)
        },
        onNotSent: (wanted, error) => this.#options.onNotSent(wanted, error),
      },
    )
    this.#publisher = publisher
    publisher.sendIn(this.#decodable)
    // First, so that what begins is told as live and not as muted.
    if (this.#live !== null || joined()) publisher.goLive(this.#live ?? [])
    const follow = () => publisher.want(local.wanted)
    this.#stopFollowing = local.store.subscribe(follow)
    follow()
  }

  #received(received: ReadonlyMap<TrackId, MediaStreamTrack>): void {
    this.#options.onReceived(received)
    this.viewing.receive(picturesIn(received))
  }
}

function picturesIn(received: ReadonlyMap<TrackId, MediaStreamTrack>): ReadonlySet<TrackId> {
  return new Set([...received].flatMap(([id, { kind }]) => (kind === 'video' ? [id] : [])))
}
