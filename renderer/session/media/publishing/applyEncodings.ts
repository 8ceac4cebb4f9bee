import type { Encoding } from './encodings.ts'
import type { TrackSender } from '../transport/SfuTransports.ts'

/**
 * Brings what a sender does in line with what it is to do, without a new session description: an encoder that rests
 * sends nothing, and starts with its next frame. Changes only what is not so yet.
 *
 * @param prefer what to keep where the network or the machine is too slow; null: the browser decides.
 */
export async function applyEncodings(
  { rtpSender, closed }: Pick<TrackSender, 'rtpSender' | 'closed'>,
  wanted: readonly Encoding[],
  prefer: RTCDegradationPreference | null,
): Promise<void> {
  if (rtpSender === undefined || closed) return
  const parameters = rtpSender.getParameters()
  const changed = parameters.encodings.some((encoding, index) => !agrees(encoding, wanted[index]))
  const other = prefer !== null && parameters.degradationPreference !== prefer
  if (!changed && !other) return
  parameters.encodings.forEach((encoding, index) => {
    Object.assign(encoding, wanted[index] ?? { active: false })
  })
  if (prefer !== null) parameters.degradationPreference = prefer
  await rtpSender.setParameters(parameters)
}

/** A member that we say nothing about is the browser's. */
function agrees(encoding: RTCRtpEncodingParameters, wanted: Encoding | undefined): boolean {
  if (wanted === undefined) return !encoding.active
  const now: Readonly<Record<string, unknown>> = { ...encoding }
  return Object.entries(wanted).every(([name, value]) => now[name] === value)
}
