import type { types } from 'mediasoup'

/**
 * What a router forwards. Opus and VP8 are what every browser must speak (RFC 7874 §3, RFC 7742 §5); each codec
 * more would make every greeting, join and session description longer without anyone sending it. RED and FEC of
 * Opus are negotiated by the clients.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]
