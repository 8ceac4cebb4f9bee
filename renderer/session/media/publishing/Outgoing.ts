import type { TrackId } from '../../../../protocol/ids.ts'
import type { Source } from '../../../../protocol/wire/media/media.ts'
import type { VideoCodec } from '../../../../protocol/wire/media/videoCodecs.ts'
import type { ShareStyle } from '../../../media/screen/shareStyle.ts'

/** A track of ours that is to be sent, and how. */
export interface Outgoing {
  readonly source: Source
  readonly track: MediaStreamTrack
  /** Of pictures. */
  readonly codec: VideoCodec
  /** Of shares. */
  readonly style: ShareStyle | null
  /** Whether others are to get it at once; else it is connected and waits. */
  readonly active: boolean
  /** The track whose place it takes, of which a person has only one. */
  readonly replaces?: TrackId | undefined
}
