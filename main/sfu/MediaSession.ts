import { randomBytes } from 'node:crypto'
import { errors, type types } from 'mediasoup'
import { ProtocolError } from '../../protocol/errors.ts'
import { type TrackId, trackIdSchema } from '../../protocol/ids.ts'
import {
  type Consumers,
  type DtlsParameters,
  kindOf,
  type RtpCapabilities,
  type RtpParameters,
  type Source,
  type Transport,
  type Transports,
} from '../../protocol/media.ts'
import { compactConsumers } from './compactConsumers.ts'
import type { HeldRoom } from './Sfu.ts'
import { forProducer, forRouter } from './rtpTypes.ts'

/** A LAN carries more than the default's 600 kbit/s; starting there shows soft pictures for seconds. */
const INITIAL_OUTGOING_BITRATE = 3_000_000

export type Direction = 'send' | 'recv'

/** What a session's media tells whoever holds it. */
export interface MediaSessionListener {
  /** A track has ended without {@link MediaSession.closeTrack}. */
  trackLost(track: TrackId): void
  /** The worker that carried everything has died. */
  mediaLost(): void
  /** Who speaks in the room has changed; loudest first. */
  speaking(tracks: readonly TrackId[]): void
}

interface Sent {
  readonly source: Source
  readonly producer: types.Producer
}

/**
 * One session's media: a transport to send, one to receive, and what runs over them. It belongs to the
 * session, not to the room: it comes up while the person is still in the lobby.
 */
export class MediaSession {
  /** The room whose router carries this session. */
  readonly roomName: string
  readonly #held: HeldRoom
  readonly #rtpCapabilities: types.RtpCapabilities
  readonly #transports: Readonly<Record<Direction, types.WebRtcTransport>>
  readonly #listener: MediaSessionListener
  readonly #stopListening: () => void
  readonly #connected = new Set<Direction>()
  readonly #sent = new Map<TrackId, Sent>()
  readonly #consumed = new Map<TrackId, types.Consumer | null>()

  private constructor(
    roomName: string,
    held: HeldRoom,
    rtpCapabilities: RtpCapabilities,
    transports: Record<Direction, types.WebRtcTransport>,
    listener: MediaSessionListener,
  ) {
    this.roomName = roomName
    this.#held = held
    this.#rtpCapabilities = forRouter(rtpCapabilities)
    this.#transports = transports
    this.#listener = listener
    this.#stopListening = held.room.onSpeakers((tracks) => listener.speaking(tracks))
    transports.send.on('routerclose', () => listener.mediaLost())
  }

  /** Opens both transports in a held room; {@link close} gives the room back. */
  static async create(
    roomName: string,
    held: HeldRoom,
    rtpCapabilities: RtpCapabilities,
    listener: MediaSessionListener,
  ): Promise<MediaSession> {
    const { router, worker } = held.room
    const options: types.WebRtcTransportOptions = {
      webRtcServer: worker.webRtcServer,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    }
    const [send, recv] = await Promise.all([
      router.createWebRtcTransport(options),
      router.createWebRtcTransport(options),
    ])
    return new MediaSession(roomName, held, rtpCapabilities, { send, recv }, listener)
  }

  /**
   * What the client needs to make its ends.
   *
   * @param local whether the client runs on this computer; only then loopback candidates make sense to it.
   */
  describe(local: boolean): Transports {
    const describe = (transport: types.WebRtcTransport): Transport => ({
      id: transport.id,
      iceParameters: transport.iceParameters,
      iceCandidates: candidatesFor(transport.iceCandidates, local),
      dtlsParameters: { fingerprints: strongest(transport.dtlsParameters.fingerprints) },
    })
    return { send: describe(this.#transports.send), recv: describe(this.#transports.recv) }
  }

  /** A consumer of silence, so that the receiving transport connects before there is anything to receive. */
  async warmup(): Promise<Consumers> {
    const silence = {
      producerId: this.#held.room.silence.id,
      rtpCapabilities: this.#rtpCapabilities,
      paused: true,
    }
    const consumer = await refusingBadMedia(() => this.#transports.recv.consume(silence))
    return compactConsumers([{ track: null, consumer }])
  }

  /** Takes the client's DTLS parameters. A second time for the same transport changes nothing. */
  async connect(direction: Direction, dtlsParameters: DtlsParameters): Promise<void> {
    if (this.#connected.has(direction)) return
    this.#connected.add(direction)
    await refusingBadMedia(() => this.#transports[direction].connect({ dtlsParameters }))
  }

  /**
   * Starts a track, paused: nothing of it is forwarded before {@link setSending}.
   *
   * @throws ProtocolError `bad_params` for parameters that the router cannot take, `media_failed`.
   */
  async produce(source: Source, rtpParameters: RtpParameters): Promise<TrackId> {
    const producer = await refusingBadMedia(() =>
      this.#transports.send.produce({
        kind: kindOf(source),
        rtpParameters: forProducer(rtpParameters),
        paused: true,
      }),
    )
    const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
    this.#sent.set(track, { source, producer })
    this.#held.room.add(track, producer)
    producer.observer.once('close', () => {
      if (this.#sent.delete(track)) this.#listener.trackLost(track)
    })
    return track
  }

  /** Forwards a track to others, or stops to. */
  async setSending(track: TrackId, sending: boolean): Promise<void> {
    const producer = this.#sent.get(track)?.producer
    if (producer === undefined) return
    if (!sending) return producer.pause()
    this.#held.room.listenTo(producer)
    await producer.resume()
  }

  closeTrack(track: TrackId): void {
    const sent = this.#sent.get(track)
    this.#sent.delete(track)
    sent?.producer.close()
  }

  /** Where a track of ours comes from; undefined when it is not (or no longer) ours. */
  sourceOf(track: TrackId): Source | undefined {
    return this.#sent.get(track)?.source
  }

  get tracks(): readonly TrackId[] {
    return [...this.#sent.keys()]
  }

  /**
   * Begins to receive tracks that are not received yet, all at once. A track that has ended meanwhile or that
   * this client cannot decode is left out. Pictures wait for {@link resume}.
   */
  async consume(tracks: Iterable<TrackId>): Promise<Consumers> {
    const consumers = await Promise.all([...tracks].map((track) => this.#consume(track)))
    return compactConsumers(consumers.filter((consumer) => consumer !== null))
  }

  /** The client is set up for these tracks: from now on they flow, each picture from a key frame on. */
  async resume(tracks: readonly TrackId[]): Promise<void> {
    const consumers = tracks.flatMap((track) => this.#consumed.get(track) ?? [])
    // One that closes meanwhile has nothing to show any more.
    await Promise.allSettled(consumers.filter(({ paused }) => paused).map((consumer) => consumer.resume()))
  }

  /** Ends all receiving, so that {@link consume} begins anew. */
  stopReceiving(): void {
    for (const consumer of this.#consumed.values()) consumer?.close()
    this.#consumed.clear()
  }

  /** Fresh credentials, with which the client connects from wherever it is now. */
  async restartIce(direction: Direction): Promise<types.IceParameters> {
    return refusingBadMedia(() => this.#transports[direction].restartIce())
  }

  /** Everything that has come in from the client, checks for its consent included. */
  async bytesReceived(): Promise<number> {
    const { send, recv } = this.#transports
    const stats = await Promise.all([send.getStats(), recv.getStats()])
    return stats.flat().reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)
  }

  /** Ends everything and gives the room back. May be called twice. */
  close(): void {
    this.#stopListening()
    this.#sent.clear()
    this.#transports.send.close()
    this.#transports.recv.close()
    this.#held.release()
  }

  async #consume(track: TrackId): Promise<{ track: TrackId; consumer: types.Consumer } | null> {
    const { room } = this.#held
    const producer = room.producer(track)
    if (producer === undefined || this.#consumed.has(track) || this.#sent.has(track)) return null
    const wanted = { producerId: producer.id, rtpCapabilities: this.#rtpCapabilities }
    if (!room.router.canConsume(wanted)) return null
    this.#consumed.set(track, null)
    try {
      const consumer = await this.#transports.recv.consume({ ...wanted, paused: producer.kind === 'video' })
      this.#consumed.set(track, consumer)
      consumer.observer.once('close', () => this.#consumed.delete(track))
      return { track, consumer }
    } catch {
      // The producer or our transport has closed between the two lines: there is nothing to receive.
      this.#consumed.delete(track)
      return null
    }
  }
}

/** The worker names its certificate in five ways; one that every client knows is enough. */
function strongest(fingerprints: readonly types.DtlsFingerprint[]): types.DtlsFingerprint[] {
  const sha256 = fingerprints.filter(({ algorithm }) => algorithm === 'sha-256')
  return sha256.length > 0 ? sha256 : [...fingerprints]
}

function isLoopback(candidate: types.IceCandidate): boolean {
  return candidate.address.startsWith('127.') || candidate.address === '::1'
}

/** A client elsewhere would try its own loopback; where loopback is all we listen on, there is no choice. */
function candidatesFor(candidates: readonly types.IceCandidate[], local: boolean): types.IceCandidate[] {
  const others = candidates.filter((candidate) => !isLoopback(candidate))
  if (others.length === 0 || local) return [...candidates]
  return others
}

/** mediasoup throws these for parameters that it cannot work with: that is the sender's fault. */
async function refusingBadMedia<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const unfit = error instanceof TypeError || error instanceof errors.UnsupportedError
    if (unfit) throw new ProtocolError('bad_params', 'The media parameters do not fit.')
    throw new ProtocolError('media_failed')
  }
}
