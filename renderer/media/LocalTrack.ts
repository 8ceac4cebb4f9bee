import type { Source } from '../../protocol/wire/media/media.ts'
import type { CodecPreference } from './codecPreference.ts'
import type { ShareStyle } from './screen/shareStyle.ts'
import type { ShareId } from './localMediaState.ts'

/** One thing that a person wants to send, and how. */
export interface LocalTrack {
  /** The same for the same thing as long as it lasts: a microphone, one of several shares, the sound of that share. */
  readonly key: string
  readonly source: Source
  /** Null: turned off for now. */
  readonly track: MediaStreamTrack | null
  readonly codec: CodecPreference
  /** Of a share and its sound; null for devices. */
  readonly share: { readonly id: ShareId; readonly style: ShareStyle } | null
}
