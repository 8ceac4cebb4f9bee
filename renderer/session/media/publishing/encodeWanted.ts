import type { LocalTrack } from '../../../media/LocalTrack.ts'
import { applyEncodings } from './applyEncodings.ts'
import { encodings, type SendShape, type EncodingState } from './encodings.ts'
import type { TrackSender } from '../transport/SfuTransports.ts'

/** Of a share that does not get through whole: what is kept. */
const PREFERENCES = { detail: 'maintain-resolution', motion: 'maintain-framerate' } as const

/** Has the browser encode a track as it is wanted and watched now. */
export async function encodeWanted(
  sender: TrackSender,
  shape: SendShape,
  { source, share, track }: LocalTrack,
  watched: Pick<EncodingState, 'active' | 'layer' | 'climbing'>,
): Promise<void> {
  const style = share?.style ?? null
  const state: EncodingState = { ...watched, style, height: track?.getSettings().height ?? 0 }
  const prefer = source === 'screen' ? PREFERENCES[style ?? 'detail'] : null
  await applyEncodings(sender, encodings(shape, state), prefer)
}
