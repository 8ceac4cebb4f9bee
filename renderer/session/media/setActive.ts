import type { types } from 'mediasoup-client'

/**
 * Starts or stops what a producer sends, without a new session description: the encoder itself rests, so that
 * nothing leaves this computer, and a start takes one frame.
 */
export async function setActive({ rtpSender, closed }: types.Producer, active: boolean): Promise<void> {
  if (rtpSender === undefined || closed) return
  const parameters = rtpSender.getParameters()
  if (parameters.encodings.every((encoding) => encoding.active === active)) return
  for (const encoding of parameters.encodings) encoding.active = active
  await rtpSender.setParameters(parameters)
}
