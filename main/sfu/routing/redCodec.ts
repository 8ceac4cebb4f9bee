/**
 * Sound whose packets carry the ones before again (RED, RFC 2198), so that a lost one is not missed. mediasoup forwards it like
 * any other sound, but takes the name for an addition to a codec and refuses it; so within the host it bears the name
 * of a codec that mediasoup knows and nobody here speaks.
 */
const RED = { mimeType: 'audio/red', clockRate: 48_000, channels: 2 } as const

export const REPEATED_SOUND = {
  mimeType: 'audio/multiopus',
  clockRate: 48_000,
  channels: 4,
  parameters: { channel_mapping: '0,1,2,3', num_streams: 2, coupled_streams: 2 },
} as const

interface Named {
  readonly mimeType: string
}

/** A client's codec as mediasoup takes it. */
export function takeIn<Codec extends Named>(codec: Codec): Codec {
  const name = codec.mimeType.toLowerCase()
  // What bears the borrowed name out there is none of ours, and is refused as before.
  if (name === REPEATED_SOUND.mimeType) return { ...codec, mimeType: 'audio/unknown' }
  return name === RED.mimeType ? { ...codec, ...REPEATED_SOUND } : codec
}

/** A codec of mediasoup's as clients know it. */
export function giveOut<Codec extends Named>(codec: Codec): Codec {
  // Which codec it carries again stands in the session description alone; it is always Opus.
  return isRepeated(codec) ? { ...codec, ...RED, parameters: {} } : codec
}

/** Whether this is sound that repeats itself, within the host. */
export function isRepeated({ mimeType }: Named): boolean {
  return mimeType.toLowerCase() === REPEATED_SOUND.mimeType
}
