import type { DirectMessage } from '../../../../protocol/wire/directMessage.ts'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { VideoCodec } from '../../../../protocol/wire/media/videoCodecs.ts'
import type { MethodInput } from '../../../../room/methods.ts'
import { encodableCodecs } from '../../../media/codecPreference.ts'
import { ignoresOffer } from './negotiation.ts'
import { encodings, trackShape } from '../publishing/encodings.ts'
import type { Outgoing } from '../publishing/Outgoing.ts'
import type { SentTrack } from '../transport/SfuTransports.ts'
import { setCodecPreferences } from './setCodecPreferences.ts'

/** Whether the two are connected; `failed`: there is no way between them now, and another is being looked for. */
export type PeerToPeerCallState = 'connecting' | 'connected' | 'failed'

export interface PeerToPeerCallOptions {
  readonly number: number
  /** Whether the other one begins the calls; then this end gives way where both make an offer. */
  readonly polite: boolean
  readonly iceServers: RTCIceServer[]
  /** Shows tracks in the room. @returns their ids, in the same order. */
  readonly share: (tracks: MethodInput<'direct.share'>['tracks']) => Promise<readonly TrackId[]>
  /** Takes a track back out of the room. */
  readonly remove: (track: TrackId) => void
  readonly send: (data: DirectMessage) => void
  /** Called whenever the other's tracks or the state have changed. */
  readonly onChange: () => void
  /** The two ends no longer understand each other: only another call helps. */
  readonly onBroken: () => void
}

/**
 * One connection between two people, without a media server between them. Either may start and end tracks at any
 * time, also both at once; each track runs one way, in a part of the description of its own.
 */
export class PeerToPeerCall {
  readonly number: number
  readonly #options: PeerToPeerCallOptions
  readonly #connection: RTCPeerConnection
  readonly #sent = new Map<TrackId, RTCRtpTransceiver>()
  #received: ReadonlyMap<TrackId, MediaStreamTrack> = new Map()
  #offering = false
  #takingAnswer = false

  private constructor(options: PeerToPeerCallOptions) {
    const { number, iceServers, onChange } = options
    this.number = number
    this.#options = options
    this.#connection = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' })
    const connection = this.#connection
    connection.onnegotiationneeded = () => void this.#offer()
    connection.onicecandidate = ({ candidate }) => this.#found(candidate)
    connection.onconnectionstatechange = onChange
    connection.oniceconnectionstatechange = () => {
      if (connection.iceConnectionState === 'failed') connection.restartIce()
    }
  }

  /** Begins a call. */
  static begin(options: PeerToPeerCallOptions): PeerToPeerCall {
    const call = new PeerToPeerCall(options)
    // Brings the connection up, so that it stands before there is anything to see or hear.
    call.#connection.createDataChannel('', { negotiated: true, id: 0 })
    return call
  }

  /** Takes part in a call that the other one begins; its first description goes to {@link receive}. */
  static answer(options: PeerToPeerCallOptions): PeerToPeerCall {
    return new PeerToPeerCall(options)
  }

  get codecs(): readonly VideoCodec[] {
    return encodableCodecs()
  }

  get state(): PeerToPeerCallState {
    const { connectionState } = this.#connection
    return connectionState === 'connected' || connectionState === 'failed' ? connectionState : 'connecting'
  }

  /** The other's tracks, by the room's track id. */
  get received(): ReadonlyMap<TrackId, MediaStreamTrack> {
    return this.#received
  }

  /** Shows tracks in the room and starts to send them. @throws when the host refuses. */
  async produce(outgoing: readonly Outgoing[]): Promise<SentTrack[]> {
    if (outgoing.length === 0) return []
    const tracks = outgoing.map(({ source, active, replaces }) => ({
      source,
      muted: !active,
      ...(replaces !== undefined && { replaces }),
    }))
    const ids = await this.#options.share(tracks)
    if (this.#closed) {
      for (const id of ids) this.#options.remove(id)
      return []
    }
    return outgoing.flatMap((one, index) => {
      const id = ids[index]
      return id === undefined ? [] : [this.#start(id, one)]
    })
  }

  /** Takes what the other one has said about this call. */
  async receive(data: Exclude<DirectMessage, { type: 'end' }>): Promise<void> {
    if (data.type === 'candidate') {
      // One that leads nowhere, or that belongs to an offer which we left aside, is none.
      return this.#connection.addIceCandidate(data.candidate).catch(() => undefined)
    }
    try {
      await this.#take(data)
    } catch {
      this.#broken()
    }
  }

  /** What the browser has counted. */
  report(): Promise<RTCStatsReport> {
    return this.#connection.getStats()
  }

  /** Looks for another way, where the one between the two seems lost. */
  mend(): void {
    if (['disconnected', 'failed'].includes(this.#connection.iceConnectionState)) {
      this.#connection.restartIce()
    }
  }

  close(): void {
    this.#connection.close()
    this.#received = new Map()
  }

  get #closed(): boolean {
    return this.#connection.signalingState === 'closed'
  }

  #start(id: TrackId, { source, track, codec, style, active }: Outgoing): SentTrack {
    // One picture in full size: there is nobody in between who would choose among several.
    const shape = { ...trackShape(source, 'VP8', 0), codec }
    const height = track.getSettings().height ?? 0
    const transceiver = this.#connection.addTransceiver(track, {
      direction: 'sendonly',
      sendEncodings: encodings(shape, { height, style, active, layer: shape.sizes - 1, climbing: false }),
    })
    setCodecPreferences(transceiver, source, codec)
    this.#sent.set(id, transceiver)
    return {
      id,
      shape,
      producer: {
        rtpSender: transceiver.sender,
        get closed() {
          return transceiver.direction === 'stopped'
        },
        replaceTrack: ({ track: other }) => transceiver.sender.replaceTrack(other),
        close: () => {
          this.#sent.delete(id)
          if (!this.#closed) transceiver.stop()
        },
      },
    }
  }

  async #offer(): Promise<void> {
    try {
      this.#offering = true
      await this.#connection.setLocalDescription()
      this.#sendDescription()
    } catch {
      this.#broken()
    } finally {
      this.#offering = false
    }
  }

  async #take({ description, tracks }: Extract<DirectMessage, { type: 'description' }>): Promise<void> {
    const connection = this.#connection
    const standing = {
      polite: this.#options.polite,
      offering: this.#offering,
      takingAnswer: this.#takingAnswer,
      signalingState: connection.signalingState,
    }
    if (ignoresOffer(standing, description.type)) return
    this.#takingAnswer = description.type === 'answer'
    await connection.setRemoteDescription(description)
    this.#takingAnswer = false
    if (description.type === 'answer') return
    this.#learn(tracks)
    await connection.setLocalDescription()
    this.#sendDescription()
  }

  /** An offer names all tracks of the one who makes it. */
  #learn(tracks: readonly { readonly mid: string; readonly track: TrackId }[]): void {
    const transceivers = this.#connection.getTransceivers()
    this.#received = new Map(
      tracks.flatMap(({ mid, track }) => {
        const found = transceivers.find((transceiver) => transceiver.mid === mid)
        return found === undefined ? [] : [[track, found.receiver.track] as const]
      }),
    )
    this.#options.onChange()
  }

  #sendDescription(): void {
    const description = this.#connection.localDescription
    if (this.#closed || description === null) return
    const { type, sdp } = description
    if (type !== 'offer' && type !== 'answer') return
    const tracks = [...this.#sent].flatMap(([track, { mid }]) => (mid === null ? [] : [{ mid, track }]))
    this.#options.send({
      type: 'description',
      call: this.number,
      description: { type, sdp },
      tracks: type === 'offer' ? tracks : [],
    })
  }

  #found(found: RTCIceCandidate | null): void {
    if (found === null) return
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = found
    this.#options.send({
      type: 'candidate',
      call: this.number,
      candidate: { candidate, sdpMid, sdpMLineIndex, usernameFragment },
    })
  }

  /** What fails because we have closed the connection ourselves is no fault. */
  #broken(): void {
    if (!this.#closed) this.#options.onBroken()
  }
}
