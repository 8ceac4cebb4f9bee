import type { TrackSender } from './MediaClient.ts'
import { fullBitrate } from './sendOptions.ts'

/**
 * Gives the full size of a camera's picture the bits that its lines need, when another camera or another resolution
 * takes the place of the one that the sending began with.
 *
 * @param height lines of the picture; 0 where the browser does not say.
 */
export async function fitCamera(
  { rtpSender, closed }: Pick<TrackSender, 'rtpSender' | 'closed'>,
  height: number,
): Promise<void> {
  if (rtpSender === undefined || closed || height === 0) return
  const parameters = rtpSender.getParameters()
  const full = parameters.encodings.at(-1)
  const maxBitrate = fullBitrate(height)
  if (full === undefined || full.maxBitrate === maxBitrate) return
  full.maxBitrate = maxBitrate
  await rtpSender.setParameters(parameters)
}
