import type { VideoCodec } from '../../../protocol/wire/media/videoCodecs.ts'
import type { Outgoing } from './publishing/Outgoing.ts'
import type { SentTrack } from './transport/SfuTransports.ts'

/** What carries tracks to others: the host's media server, or a connection to the one other person. */
export interface TrackCarrier {
  /** The codecs of pictures that it can send. */
  readonly codecs: readonly VideoCodec[]
  /** @throws when the host refuses; then nothing of it is sent. */
  produce(outgoing: readonly Outgoing[]): Promise<SentTrack[]>
}
