import { declareRed, tuneAnswer } from './answerSdp.ts'

/**
 * What one sending connection does differently from what the library knows. It takes effect with the next description,
 * whatever that is for.
 */
export class SdpTuning {
  /** Voices that repeat themselves. */
  repeated: ReadonlySet<RTCRtpSender> = new Set()
  /** Below this the browser's estimate of the way does not fall, in kilobits per second; null: as when a track began. */
  least: number | null = null
  readonly #connection: RTCPeerConnection

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection
    const take = connection.setRemoteDescription.bind(connection)
    connection.setRemoteDescription = (description) => take(this.#tune(description))
  }

  #tune({ type, sdp = '' }: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
    const transceivers = this.#connection.getTransceivers()
    const repeated = new Set<string>()
    const sizes = new Map<string, { rid: string; active: boolean }[]>()
    for (const { mid, sender } of transceivers) {
      if (mid === null) continue
      if (this.repeated.has(sender)) repeated.add(mid)
      const encodings = sender.getParameters().encodings
      const named = encodings.flatMap(({ rid, active = true }) =>
        rid === undefined ? [] : [{ rid, active }],
      )
      if (named.length > 0) sizes.set(mid, named)
    }
    const offer = this.#connection.localDescription?.sdp ?? ''
    return { type, sdp: tuneAnswer(sdp, offer, { repeated, sizes, least: this.least }) }
  }
}

/** Has a receiving connection understand what hosts say of sound that repeats itself. */
export function tuneReceiving(connection: RTCPeerConnection): void {
  const take = connection.setRemoteDescription.bind(connection)
  connection.setRemoteDescription = ({ type, sdp = '' }) => take({ type, sdp: declareRed(sdp) })
}

const tunings = new WeakMap<RTCRtpSender, SdpTuning>()

/** Notes which connection a track is sent over. */
export function keepTuning(sender: RTCRtpSender, tuning: SdpTuning): void {
  tunings.set(sender, tuning)
}

/** The tuning of the connection over which a track is sent; undefined where there is none. */
export function tuningOf(sender: RTCRtpSender): SdpTuning | undefined {
  return tunings.get(sender)
}
