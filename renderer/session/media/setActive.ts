import type { TrackSender } from './MediaClient.ts'

/**
 * Starts or stops what a producer sends, without a new session description: the encoder itself rests, so that
 * nothing leaves this computer, and a start takes one frame.
 *
 * @param layer the largest size that somebody watches, from 0; null: nobody watches any.
 */
export async function setActive(
  { rtpSender, closed }: Pick<TrackSender, 'rtpSender' | 'closed'>,
  active: boolean,
  layer: number | null = Number.POSITIVE_INFINITY,
): Promise<void> {
  if (rtpSender === undefined || closed) return
  const parameters = rtpSender.getParameters()
  const wanted = parameters.encodings.map((_encoding, index) => active && layer !== null && index <= layer)
  if (parameters.encodings.every((encoding, index) => encoding.active === wanted[index])) return
  parameters.encodings.forEach((encoding, index) => {
    encoding.active = wanted[index] ?? false
  })
  await rtpSender.setParameters(parameters)
}
