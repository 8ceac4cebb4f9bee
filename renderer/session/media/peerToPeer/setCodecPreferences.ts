import { kindOf, type Source } from '../../../../protocol/wire/media/media.ts'
import type { VideoCodec } from '../../../../protocol/wire/media/videoCodecs.ts'

/**
 * Puts the codecs of a track between two people in order, the wanted one first; what the other end cannot decode gives way
 * to the next. A voice goes out as RED (RFC 2198): each packet carries earlier ones again, so that a lost one is not
 * missed.
 */
export function setCodecPreferences(
  transceiver: Pick<RTCRtpTransceiver, 'setCodecPreferences'>,
  source: Source,
  codec: VideoCodec,
): void {
  const kind = kindOf(source)
  const first = kind === 'audio' ? (source === 'microphone' ? 'audio/red' : 'audio/opus') : `video/${codec}`
  const known = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
  const isFirst = ({ mimeType }: RTCRtpCodec) => mimeType.toLowerCase() === first.toLowerCase()
  transceiver.setCodecPreferences([...known.filter(isFirst), ...known.filter((one) => !isFirst(one))])
}
