import { z } from 'zod'
import { trackIdSchema } from './ids.ts'

/**
 * The shapes of RTP, ICE and DTLS parameters as mediasoup and mediasoup-client speak them. The room and the
 * signaling carry them unread; these schemas keep their size and form in bounds before the SFU sees them.
 */
const token = z.string().max(256)
const codecParameters = z.record(token, z.union([z.string().max(1024), z.number(), z.boolean()]))
const rtcpFeedback = z.object({ type: token, parameter: token.exactOptional() })
const payloadType = z.number().int().min(0).max(127)
const kind = z.enum(['audio', 'video'])
const headerExtensionUri = z.string().max(256)

export const rtpCapabilitiesSchema = z.object({
  codecs: z
    .array(
      z.object({
        kind,
        mimeType: token,
        preferredPayloadType: payloadType,
        clockRate: z.number().int().positive(),
        channels: z.number().int().min(1).max(8).exactOptional(),
        parameters: codecParameters.exactOptional(),
        rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
      }),
    )
    .max(64),
  headerExtensions: z
    .array(
      z.object({
        kind,
        uri: headerExtensionUri,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().exactOptional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
      }),
    )
    .max(64),
})
export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>

const rtpCodec = z.object({
  mimeType: token,
  payloadType,
  clockRate: z.number().int().positive(),
  channels: z.number().int().min(1).max(8).exactOptional(),
  parameters: codecParameters.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
})
const rtpHeaderExtension = z.object({
  uri: headerExtensionUri,
  id: z.number().int().min(1).max(255),
  encrypt: z.boolean().exactOptional(),
  parameters: codecParameters.exactOptional(),
})
const ssrc = z.number().int().min(0).max(0xffffffff)
const rtpEncoding = z.object({
  ssrc: ssrc.exactOptional(),
  rid: z.string().max(16).exactOptional(),
  codecPayloadType: payloadType.exactOptional(),
  rtx: z.object({ ssrc }).exactOptional(),
  dtx: z.boolean().exactOptional(),
  scalabilityMode: z.string().max(32).exactOptional(),
  maxBitrate: z.number().positive().exactOptional(),
  maxFramerate: z.number().positive().exactOptional(),
  scaleResolutionDownBy: z.number().min(1).exactOptional(),
  active: z.boolean().exactOptional(),
})
const rtcp = z.object({
  cname: token.exactOptional(),
  reducedSize: z.boolean().exactOptional(),
})

export const rtpParametersSchema = z.object({
  mid: z.string().max(16).exactOptional(),
  msid: z.string().max(256).exactOptional(),
  codecs: z.array(rtpCodec).min(1).max(32),
  headerExtensions: z.array(rtpHeaderExtension).max(64).exactOptional(),
  encodings: z.array(rtpEncoding).min(1).max(4),
  rtcp: rtcp.exactOptional(),
})
export type RtpParameters = z.infer<typeof rtpParametersSchema>

export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().max(256),
      }),
    )
    .min(1)
    .max(8),
})
export type DtlsParameters = z.infer<typeof dtlsParametersSchema>

export const iceParametersSchema = z.object({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.boolean().exactOptional(),
})

/** One WebRTC transport of the host, as the client needs it to make its own end. */
export const transportSchema = z.object({
  id: z.string(),
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(
    z.object({
      foundation: z.string(),
      priority: z.number(),
      ip: z.string(),
      address: z.string(),
      protocol: z.enum(['udp', 'tcp']),
      port: z.number(),
      type: z.enum(['host', 'srflx', 'prflx', 'relay']),
      tcpType: z.enum(['active', 'passive', 'so']).exactOptional(),
    }),
  ),
  dtlsParameters: dtlsParametersSchema,
})
export type Transport = z.infer<typeof transportSchema>

export const transportsSchema = z.object({ send: transportSchema, recv: transportSchema })
export type Transports = z.infer<typeof transportsSchema>

/**
 * Consumers in one batch. Codecs and header extensions are the same for all tracks of a kind, so they are
 * sent once per `shape`; a consumer names its shape by index. Joining a full room costs a third of the bytes so.
 */
export const consumersSchema = z.object({
  shapes: z.array(z.object({ codecs: z.array(rtpCodec), headerExtensions: z.array(rtpHeaderExtension) })),
  consumers: z.array(
    z.object({
      id: z.string(),
      /** Null only for the silent warm-up consumer, which exists to bring the transport up. */
      track: trackIdSchema.nullable(),
      producerId: z.string(),
      kind,
      shape: z.number().int().nonnegative(),
      mid: z.string(),
      encodings: z.array(rtpEncoding).min(1),
      rtcp,
    }),
  ),
  /** Tracks that come in a section which the client had ready: it needs to know nothing more, and they flow already. */
  slots: z.array(z.object({ track: trackIdSchema, mid: z.string() })).exactOptional(),
})
export type Consumers = z.infer<typeof consumersSchema>

export const iceServerSchema = z.object({
  urls: z.array(z.string()),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
})

/** Where a track comes from. `screenSound` is the computer's sound that goes with a share. */
export const sourceSchema = z.enum(['microphone', 'camera', 'screen', 'screenSound'])
export type Source = z.infer<typeof sourceSchema>

export function kindOf(source: Source): 'audio' | 'video' {
  return source === 'camera' || source === 'screen' ? 'video' : 'audio'
}
