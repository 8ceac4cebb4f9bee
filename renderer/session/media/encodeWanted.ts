import type { WantedTrack } from '../../media/WantedTrack.ts'
import { applyEncodings } from './applyEncodings.ts'
import { encodingsFor, type SendShape, type SendState } from './encodingsFor.ts'
import type { TrackSender } from './MediaClient.ts'

/** Of a share that does not get through whole: what is kept. */
const PREFERENCES = { detail: 'maintain-resolution', motion: 'maintain-framerate' } as const

/** Has the browser encode a track as it is wanted and watched now. */
export async function encodeWanted(
  sender: TrackSender,
  shape: SendShape,
  { source, share, track }: WantedTrack,
  watched: Pick<SendState, 'active' | 'layer' | 'climbing'>,
): Promise<void> {
  const style = share?.style ?? null
  const state: SendState = { ...watched, style, height: track?.getSettings().height ?? 0 }
  const prefer = source === 'screen' ? PREFERENCES[style ?? 'detail'] : null
  await applyEncodings(sender, encodingsFor(shape, state), prefer)
}
