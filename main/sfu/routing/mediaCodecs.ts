import type { types } from 'mediasoup'
import { REPEATED_SOUND } from './redCodec.ts'

/** As Chromium numbers it: sound that repeats itself names what it repeats by the sender's number, in packets that nobody on the way reads. */
const OPUS = 111

/**
 * What a router forwards. Opus and VP8 are what every browser must speak (RFC 7874 §3, RFC 7742 §5), and what is sent
 * unless somebody chooses otherwise; the profiles of the others are those that every browser with the codec has.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    preferredPayloadType: OPUS,
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'audio', ...REPEATED_SOUND },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
]
