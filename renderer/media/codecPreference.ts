import { VIDEO_CODECS, type VideoCodec } from '../../protocol/wire/media/videoCodecs.ts'

/** How pictures are to be encoded: by a codec of one's own choice, or by what every browser understands. */
export const CODEC_CHOICES = ['auto', 'VP9', 'AV1', 'H264'] as const
export type CodecPreference = (typeof CODEC_CHOICES)[number]

/** The codec to send with: the chosen one where it can be encoded and decoded, else VP8. */
export function chosenCodec(choice: CodecPreference, possible: readonly VideoCodec[]): VideoCodec {
  return choice !== 'auto' && possible.includes(choice) ? choice : 'VP8'
}

/** What this browser can encode, as far as it says so. */
export function encodableCodecs(): VideoCodec[] {
  const sender: Pick<typeof RTCRtpSender, 'getCapabilities'> | undefined = globalThis.RTCRtpSender
  const known = sender?.getCapabilities('video')?.codecs.map(({ mimeType }) => mimeType.toLowerCase()) ?? []
  return VIDEO_CODECS.filter((codec) => known.includes(`video/${codec.toLowerCase()}`))
}
