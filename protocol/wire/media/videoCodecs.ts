import { z } from 'zod'

/** The codecs of pictures that a host forwards. VP8 is what every browser must speak (RFC 7742 §5). */
export const VIDEO_CODECS = ['VP8', 'VP9', 'AV1', 'H264'] as const
export const videoCodecSchema = z.enum(VIDEO_CODECS)
export type VideoCodec = z.infer<typeof videoCodecSchema>

/** Those of them that somebody with these capabilities can decode. */
export function videoCodecsOf({
  codecs,
}: {
  readonly codecs: readonly { readonly mimeType: string }[]
}): VideoCodec[] {
  const known = new Set(codecs.map(({ mimeType }) => mimeType.toLowerCase()))
  return VIDEO_CODECS.filter((codec) => known.has(`video/${codec.toLowerCase()}`))
}
