import type { Outgoing } from '../publishing/Outgoing.ts'
import type { Device, types } from 'mediasoup-client'
import { compactCapabilities } from '../../../../protocol/wire/media/compactCapabilities.ts'
import type { TrackId } from '../../../../protocol/ids.ts'
import {
  type Consumers,
  type DtlsParameters,
  type RtpCapabilities,
  type RtpParameters,
  type Transports,
} from '../../../../protocol/wire/media/media.ts'
import type { Slots } from '../../../../protocol/wire/media/transceiverPool.ts'
import { type VideoCodec, videoCodecsOf } from '../../../../protocol/wire/media/videoCodecs.ts'
import { type MethodInput, type MethodResult } from '../../../../room/methods.ts'
import { allOrNone } from '../publishing/allOrNone.ts'
import type { SendShape } from '../publishing/encodings.ts'
import { ConsumerMaker, type MadeConsumer } from '../subscribing/ConsumerMaker.ts'
import { consumerOptions } from '../subscribing/consumerOptions.ts'
import { guardReceiving } from './guardReceiving.ts'
import { loadDevice } from './loadDevice.ts'
import { MediaActivity } from './MediaActivity.ts'
import { IceRestarter, type PathListener } from './IceRestarter.ts'
import { producerOptions, shapeOf } from '../publishing/producerOptions.ts'
import { ReadySections } from '../subscribing/ReadySections.ts'
import { FrozenVideo } from '../subscribing/FrozenVideo.ts'
import { LossRecovery } from '../loss/LossRecovery.ts'
import { AudioLossMonitor } from '../loss/AudioLossMonitor.ts'

/** What media asks of the host; `SignalingClient.request` is one. */
export interface MediaRequests {
  connect(params: MethodInput<'media.connect'>): Promise<unknown>
  produce(params: MethodInput<'media.produce'>): Promise<MethodResult<'media.produce'>>
  resume(params: MethodInput<'media.resume'>): Promise<unknown>
  refresh(params: MethodInput<'media.refresh'>): Promise<unknown>
  setLossy(params: MethodInput<'media.setLossy'>): Promise<unknown>
  restartIce(params: MethodInput<'media.restartIce'>): Promise<MethodResult<'media.restartIce'>>
}

/** What sends a track: to the host, or directly to the other person. */
export type TrackSender = Pick<types.Producer, 'rtpSender' | 'closed' | 'replaceTrack' | 'close'>

/** A track of ours that is on its way, under the id that the room knows it by. */
export interface SentTrack<Sender extends TrackSender = TrackSender> {
  readonly id: TrackId
  readonly producer: Sender
  readonly shape: SendShape
}

/** Whom our end of the media tells what. */
export interface MediaListeners {
  /** What is received now, by the room's track id. */
  onReceived(received: ReadonlyMap<TrackId, MediaStreamTrack>): void
  /** There are signs that media finds no way to the host or back, and when it does again. */
  onPath(found: boolean): void
  /** Media has found no way to the host for long, or has found one after all. */
  onMissing(missing: boolean): void
  /** A new description has decided which sizes are sent: see {@link LossRecovery}. */
  onNegotiated(): void
}

/** Our end of the media: both transports, what we send over the one and receive over the other. */
export class SfuTransports {
  readonly #device: Device
  /** Ours on both transports; null where this browser does not tell its fingerprint before it connects. */
  readonly #certificate: RTCCertificate | null
  readonly #requests: MediaRequests
  readonly #listeners: MediaListeners
  #iceServers: RTCIceServer[]
  readonly #paths: IceRestarter[] = []
  readonly #still: FrozenVideo
  readonly #repairs: LossRecovery
  #pulse: MediaActivity | null = null
  #sound: AudioLossMonitor | null = null
  #inUse: () => boolean = () => true
  #closed = false
  #send: types.Transport | null = null
  #recv: types.Transport | null = null
  #maker: ConsumerMaker | null = null
  /** For the send transport's first request: DTLS costs no frame of its own. */
  #dtlsParameters: DtlsParameters | undefined
  readonly #offered = new Map<string, types.RtpParameters>()
  readonly #consumers = new Map<TrackId, types.Consumer>()
  readonly #sections = new ReadySections()
  #reconnecting = false

  private constructor(
    { device, certificate }: Learnt,
    iceServers: RTCIceServer[],
    requests: MediaRequests,
    listeners: MediaListeners,
  ) {
    this.#listeners = listeners
    this.#repairs = new LossRecovery(() => listeners.onNegotiated())
    this.#device = device
    this.#certificate = certificate
    this.#iceServers = iceServers
    this.#requests = requests
    // What is refused is asked for again while the picture stands still.
    this.#still = new FrozenVideo((params) => void requests.refresh(params).catch(() => undefined))
  }

  /**
   * Learns what this browser can send and receive.
   *
   * @param certificate as `dtlsCertificate` makes it: for one host alone, so that no two of them can tell by it
   *   that they have the same guest.
   * @throws where it cannot do WebRTC at all.
   */
  static async create(
    routerRtpCapabilities: RtpCapabilities,
    iceServers: RTCIceServer[],
    certificate: Promise<RTCCertificate | null>,
    requests: MediaRequests,
    listeners: MediaListeners,
  ): Promise<SfuTransports> {
    const learnt = { device: await loadDevice(routerRtpCapabilities), certificate: await certificate }
    return new SfuTransports(learnt, iceServers, requests, listeners)
  }

  /**
   * Another one on this browser's abilities, which need not be learnt twice.
   *
   * @param inUse whether its way to the host matters now.
   */
  twin(requests: MediaRequests, inUse: () => boolean = () => true): SfuTransports {
    const learnt = { device: this.#device, certificate: this.#certificate }
    const twin = new SfuTransports(learnt, this.#iceServers, requests, this.#listeners)
    twin.#inUse = inUse
    return twin
  }

  get rtpCapabilities(): RtpCapabilities {
    return compactCapabilities(this.#device.recvRtpCapabilities as RtpCapabilities)
  }

  /** The codecs of pictures that this browser can send here. */
  get codecs(): readonly VideoCodec[] {
    return videoCodecsOf({ codecs: this.#device.sendRtpCapabilities.codecs ?? [] })
  }

  /** Of our ends of both transports; null where they show only when these connect. */
  get dtlsParameters(): DtlsParameters | null {
    const fingerprints = this.#certificate?.getFingerprints() ?? []
    const known = fingerprints.flatMap(({ algorithm, value }) =>
      algorithm === 'sha-256' && value !== undefined
        ? [{ algorithm, value: value.toUpperCase() } as const]
        : [],
    )
    return known.length === 0 ? null : { role: 'client', fingerprints: known }
  }

  /** How many sections can wait for tracks; null where this browser is not known to sort packets into them by MID. */
  get slots(): Slots | null {
    return this.#device.handlerName.startsWith('Chrome') ? SLOTS : null
  }

  /**
   * Makes our ends of the host's transports.
   *
   * @param told whether the host knows {@link dtlsParameters} already.
   * @param slots those that the host counts on; null: none.
   */
  open({ send, recv }: Transports, told = false, slots: Slots | null = null): void {
    const certificates = this.#certificate === null ? [] : [this.#certificate]
    const own = { iceServers: this.#iceServers, additionalSettings: { certificates } }
    const onPath = (found: boolean) => {
      if (this.#inUse()) this.#listeners.onPath(found)
    }
    this.#send = this.#device.createSendTransport({ ...send, ...own })
    this.#recv = this.#device.createRecvTransport({ ...recv, ...own })
    guardReceiving(this.#recv)
    this.#maker = new ConsumerMaker(this.#recv, (made) => this.#keep([made]))
    if (slots !== null) this.#sections.promise(slots)
    this.#send.on('connect', ({ dtlsParameters }, connected) => {
      if (!told) this.#dtlsParameters = dtlsParameters
      connected()
    })
    // The producer needs an id before the host has given one; ours is only for the library's books.
    this.#send.on('produce', ({ rtpParameters }, produced) => {
      const id = crypto.randomUUID()
      this.#offered.set(id, rtpParameters)
      produced({ id })
    })
    const listener: PathListener = {
      onChange: onPath,
      onMissing: () => {
        if (this.#inUse()) this.#listeners.onMissing(this.#paths.some(({ missing }) => missing))
      },
    }
    this.#paths.push(
      new IceRestarter(this.#send, send.iceParameters as types.IceParameters, listener),
      new IceRestarter(this.#recv, recv.iceParameters as types.IceParameters, listener),
    )
    this.#pulse = new MediaActivity(() => this.#receivers(), onPath)
    this.#sound = new AudioLossMonitor(
      () => this.#receivers(),
      (lossy) => {
        // Without a connection, nothing comes in either way.
        if (this.#inUse()) this.#requests.setLossy({ lossy }).catch(() => undefined)
      },
    )
    this.#recv.on('connect', ({ dtlsParameters }, connected, failed) => {
      // Chromium goes on with its side while the host takes the parameters; waiting would cost a round trip.
      if (!told) this.#requests.connect({ direction: 'recv', dtlsParameters }).catch(failed)
      connected()
    })
  }

  /**
   * Makes sections that wait for tracks, which also connects the receiving transport; those that the host has put something
   * into are made by {@link receive}.
   *
   * @param mids of {@link slots}; all that are not there yet, where left out.
   */
  async openSlots(mids?: Iterable<string>): Promise<void> {
    if (this.#recv !== null) await this.#sections.make(this.#recv, this.#device.recvRtpCapabilities, mids)
  }

  /** Hands tracks to the host, all in one request. Empty where the transport is not open. @throws when the host refuses. */
  async produce(outgoing: readonly Outgoing[]): Promise<SentTrack<types.Producer>[]> {
    const transport = this.#send
    if (transport === null || outgoing.length === 0) return []
    const producers = await allOrNone(
      outgoing.map((one) => transport.produce(producerOptions(one, this.#device.sendRtpCapabilities))),
      (producer) => producer.close(),
    )
    producers.forEach((producer, index) => {
      if (outgoing[index]?.source !== 'screenSound') this.#repairs.add(producer)
    })
    const dtlsParameters = this.#dtlsParameters
    this.#dtlsParameters = undefined
    const asked = {
      ...(dtlsParameters === undefined ? {} : { dtlsParameters }),
      tracks: outgoing.map(({ source, active, replaces }, index) => ({
        source,
        muted: !active,
        ...(replaces !== undefined && { replaces }),
        rtpParameters: this.#takeOffered(producers[index]),
      })),
    }
    const { tracks } = await this.#requests.produce(asked).catch((error: unknown) => {
      // Told again with the next request: without them the host cannot connect.
      this.#dtlsParameters ??= dtlsParameters
      for (const producer of producers) producer.close()
      throw error
    })
    return producers.flatMap((producer, index) => {
      const [id, one] = [tracks[index], outgoing[index]]
      return id === undefined || one === undefined ? [] : [{ id, producer, shape: shapeOf(one) }]
    })
  }

  /**
   * Receives what the host offers, in one pass of the browser's session description. Resolves once that is done; what cannot be
   * received is left out, and tried again.
   */
  async receive(consumers: Consumers): Promise<void> {
    const maker = this.#maker
    if (maker === null) return
    const before = new Map(this.#consumers)
    await this.openSlots((consumers.slots ?? []).map(({ mid }) => mid))
    const placed = (consumers.slots ?? []).flatMap(({ track, mid }) => this.#place(track, mid))
    if (placed.length > 0) this.#publish()
    for (const track of placed) before.get(track)?.close()
    if (consumers.consumers.length === 0) return
    this.#keep(await maker.make(consumerOptions(consumers)))
  }

  /** What the browser has counted on both transports. Rejects where one closes meanwhile. */
  reports(): Promise<RTCStatsReport[]> {
    const transports = [this.#send, this.#recv].filter((transport) => transport !== null)
    return Promise.all(transports.map((transport) => transport.getStats()))
  }

  /** Whether there are signs that nothing gets through to the host. */
  get cutOff(): boolean {
    return this.#pulse?.stopped === true || this.#paths.some(({ found }) => !found)
  }

  /** @returns false where only other transports would know of these servers, and ours need them. */
  async useIceServers(iceServers: RTCIceServer[]): Promise<boolean> {
    this.#iceServers = iceServers
    const known = await Promise.all(this.#paths.map((path) => path.useIceServers(iceServers)))
    if (!known.every(Boolean)) return false
    // All at once: one request for each.
    if (this.#inUse() && this.#paths.some(({ found }) => !found)) this.#listeners.onPath(false)
    return true
  }

  /** The host says what helps against packets of ours that get lost. */
  repair(repair: Parameters<LossRecovery['take']>[0]): void {
    this.#repairs.take(repair)
  }

  /** A picture that is shown stands still: the host may be able to set it in motion. To be called while it does. */
  stoodStill(track: TrackId): void {
    const receiver = this.#consumers.get(track)?.rtpReceiver
    if (receiver) void this.#still.look(track, receiver)
  }

  /** Ends receiving tracks that are no longer in the room. */
  drop(gone: (track: TrackId) => boolean): void {
    this.#maker?.forget(gone)
    for (const [track, consumer] of this.#consumers) {
      if (!gone(track)) continue
      consumer.close()
      this.#consumers.delete(track)
    }
    this.#publish()
  }

  /**
   * Finds a new way to the host for each transport that has lost its own. Media goes on where it was: nothing is
   * negotiated anew. @throws when the host refuses or the connection is gone.
   */
  async reconnect(): Promise<void> {
    if (this.#reconnecting) return
    this.#reconnecting = true
    try {
      await Promise.all(
        this.#paths
          .filter(({ found }) => !found)
          .map(async (path) => {
            const { iceParameters } = await this.#requests.restartIce({ direction: path.direction })
            await path.restart(iceParameters as types.IceParameters)
          }),
      )
    } finally {
      this.#reconnecting = false
    }
  }

  close(): void {
    this.#closed = true
    this.#maker?.close()
    this.#pulse?.close()
    this.#sound?.close()
    this.#repairs.close()
    this.#send?.close()
    this.#recv?.close()
    this.#consumers.clear()
  }

  *#receivers(): Generator<RTCRtpReceiver> {
    for (const { rtpReceiver } of this.#consumers.values()) if (rtpReceiver) yield rtpReceiver
  }

  /** What is in a section that was ready is there already. */
  #place(track: TrackId, mid: string): TrackId[] {
    const slot = this.#sections.take(mid)
    if (slot === undefined) return []
    this.#consumers.set(track, slot)
    return [track]
  }

  #keep(made: readonly MadeConsumer[]): void {
    const tracks: TrackId[] = []
    const before: (types.Consumer | undefined)[] = []
    for (const { track, consumer } of made) {
      if (track === null) continue
      before.push(this.#consumers.get(track))
      this.#consumers.set(track, consumer)
      tracks.push(track)
    }
    if (this.#closed || tracks.length === 0) return
    // Not waited for: what fails here fails with the connection, which is noticed where that is kept.
    this.#requests.resume({ tracks }).catch(() => undefined)
    this.#publish()
    // What came another way until now has ended there; its last picture stayed until here.
    for (const consumer of before) consumer?.close()
  }

  #publish(): void {
    if (this.#closed) return
    this.#listeners.onReceived(
      new Map([...this.#consumers].map(([track, consumer]) => [track, consumer.track])),
    )
  }

  #takeOffered(producer: types.Producer | undefined): RtpParameters {
    const offered = producer && this.#offered.get(producer.id)
    if (producer === undefined || offered === undefined) throw new Error('The producer was not offered.')
    this.#offered.delete(producer.id)
    // The library's types are wider than the wire's; the host's schema has the last word.
    return offered as RtpParameters
  }
}

/** Enough for a call of seven people; whoever comes after them comes with a session description of the usual kind. */
const SLOTS: Slots = { audio: 6, video: 6 }

/** What was found out about this browser, and what belongs to all our connections from it. */
interface Learnt {
  readonly device: Device
  readonly certificate: RTCCertificate | null
}
