import { RtpHeader } from 'werift'

/** A recording begins anew with its key frame at most so often when somebody asks for one. */
const RESTART_MS = 500

/**
 * Sends a recording of one track over and over through a media peer, as one endless stream: numbers, times and picture
 * ids go on where the recording begins anew.
 *
 * @typedef {{ atMs: number, timestamp: number, marker: boolean, payload: Buffer }} Recorded
 */
export class Replay {
  sent = 0
  #peer
  #recording
  #ssrc
  #payloadType
  #sequence = 0
  #next = 0
  #beganAt
  /** The time stamp of the recording's beginning, in this round. */
  #timestamp = 0
  #picture = 0
  #restartedAt = 0

  /** @param recording its packets, and how long it lasts in milliseconds and in the codec's time. */
  constructor(peer, recording, ssrc, payloadType) {
    this.#peer = peer
    this.#recording = recording
    this.#ssrc = ssrc
    this.#payloadType = payloadType
    // Not all at once: the beginnings of many are spread over the recording.
    this.#beganAt = performance.now() - (ssrc % 97) * 10
    this.#restartedAt = this.#beganAt
  }

  /** Somebody needs a picture that can be decoded by itself: the recording's first. */
  restart() {
    const now = performance.now()
    if (now - this.#restartedAt < RESTART_MS) return
    this.#restartedAt = now
    const { packets, clockRate } = this.#recording
    const passed = packets[Math.max(0, this.#next - 1)].timestamp + clockRate / 10
    this.#begin(now, passed)
  }

  /** Sends what is due. */
  tick(now) {
    for (;;) {
      const { packets, lastsMs, lasts } = this.#recording
      if (this.#next === packets.length) {
        if (now < this.#beganAt + lastsMs) return
        this.#begin(this.#beganAt + lastsMs, lasts)
      }
      const { atMs, timestamp, marker, payload } = packets[this.#next]
      if (now < this.#beganAt + atMs) return
      this.#next += 1
      const header = new RtpHeader({
        version: 2,
        payloadType: this.#payloadType,
        sequenceNumber: this.#sequence,
        timestamp: (this.#timestamp + timestamp) >>> 0,
        ssrc: this.#ssrc,
        marker,
      })
      this.#peer.send(header, this.#numbered(payload))
      this.#sequence = (this.#sequence + 1) & 0xffff
      if (marker) this.#picture = (this.#picture + 1) & 0x7fff
      this.sent += 1
    }
  }

  #begin(at, passed) {
    this.#beganAt = at
    this.#timestamp = (this.#timestamp + passed) >>> 0
    this.#next = 0
  }

  /** VP8 numbers its pictures (RFC 7741 §4.2): a recording's own numbers would jump back each time it begins anew. */
  #numbered(payload) {
    if (this.#recording.kind !== 'video') return payload
    const extended = (payload[0] & 0x80) !== 0 && (payload[1] & 0x80) !== 0 && (payload[2] & 0x80) !== 0
    if (!extended) return payload
    const numbered = Buffer.from(payload)
    numbered.writeUInt16BE(0x8000 | this.#picture, 2)
    return numbered
  }
}
