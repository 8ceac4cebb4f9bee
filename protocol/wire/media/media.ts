import { z } from 'zod'
import { trackIdSchema } from '../../ids.ts'
import { readableOnes } from '../readableOnes.ts'
import { rtpTokens } from './rtpTokens.ts'

/**
 * The shapes of RTP, ICE and DTLS parameters as mediasoup and mediasoup-client speak them. The room and the
 * signaling carry them unread; these schemas keep their size and form in bounds before the SFU sees them.
 */
const codecParameters = z.record(
  rtpTokens.parameterName,
  z.union([rtpTokens.parameterValue, z.number(), z.boolean()]),
)
const rtcpFeedback = z.object({
  type: rtpTokens.feedback,
  parameter: z.union([z.literal(''), rtpTokens.feedback]).exactOptional(),
})
const payloadType = z.number().int().min(0).max(127)
const kind = z.enum(['audio', 'video'])
const clockRate = z.number().int().positive().max(0xffffffff)

const capableCodec = z.object({
  kind,
  mimeType: rtpTokens.mimeType,
  preferredPayloadType: payloadType,
  clockRate,
  channels: z.number().int().min(1).max(8).exactOptional(),
  parameters: codecParameters.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
})
const capableExtension = z.object({
  kind,
  uri: rtpTokens.uri,
  preferredId: z.number().int().min(1).max(255),
  preferredEncrypt: z.boolean().exactOptional(),
  direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
})

/** A client's, to a host. */
export const rtpCapabilitiesSchema = z.object({
  codecs: z.array(capableCodec).max(64),
  headerExtensions: z.array(capableExtension).max(64),
})
export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>

/** A host's, to its clients. */
export const hostCapabilitiesSchema = z.object({
  codecs: readableOnes(capableCodec),
  headerExtensions: readableOnes(capableExtension),
})

const rtpCodec = z.object({
  mimeType: rtpTokens.mimeType,
  payloadType,
  clockRate,
  channels: z.number().int().min(1).max(8).exactOptional(),
  parameters: codecParameters.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
})
const rtpHeaderExtension = z.object({
  uri: rtpTokens.uri,
  id: z.number().int().min(1).max(255),
  encrypt: z.boolean().exactOptional(),
  parameters: codecParameters.exactOptional(),
})
const ssrc = z.number().int().min(0).max(0xffffffff)
const rtpEncoding = z.object({
  ssrc: ssrc.exactOptional(),
  rid: rtpTokens.rid.exactOptional(),
  codecPayloadType: payloadType.exactOptional(),
  rtx: z.object({ ssrc }).exactOptional(),
  dtx: z.boolean().exactOptional(),
  scalabilityMode: rtpTokens.scalabilityMode.exactOptional(),
  maxBitrate: z.number().positive().max(0xffffffff).exactOptional(),
  maxFramerate: z.number().positive().max(1000).exactOptional(),
  scaleResolutionDownBy: z.number().min(1).max(0xffff).exactOptional(),
  active: z.boolean().exactOptional(),
})
const rtcp = z.object({
  cname: rtpTokens.cname.exactOptional(),
  reducedSize: z.boolean().exactOptional(),
})

export const rtpParametersSchema = z.object({
  mid: rtpTokens.mid.exactOptional(),
  msid: rtpTokens.msid.exactOptional(),
  codecs: z.array(rtpCodec).min(1).max(32),
  headerExtensions: z.array(rtpHeaderExtension).max(64).exactOptional(),
  encodings: z.array(rtpEncoding).min(1).max(4),
  rtcp: rtcp.exactOptional(),
})
export type RtpParameters = z.infer<typeof rtpParametersSchema>

/** RFC 8122 §5: a digest as pairs of hexadecimal digits, as many as its algorithm has bytes. */
function fingerprintOf<const Name extends string>(algorithm: Name, bytes: number) {
  const value = z.string().regex(new RegExp(`^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){${bytes - 1}}$`))
  return z.object({ algorithm: z.literal(algorithm), value })
}

const fingerprint = z.discriminatedUnion('algorithm', [
  fingerprintOf('sha-1', 20),
  fingerprintOf('sha-224', 28),
  fingerprintOf('sha-256', 32),
  fingerprintOf('sha-384', 48),
  fingerprintOf('sha-512', 64),
])

const dtlsRole = z.enum(['auto', 'client', 'server']).exactOptional()

export const dtlsParametersSchema = z.object({
  role: dtlsRole,
  fingerprints: z.array(fingerprint).min(1).max(8),
})
export type DtlsParameters = z.infer<typeof dtlsParametersSchema>

export const iceParametersSchema = z.object({
  usernameFragment: rtpTokens.usernameFragment,
  password: rtpTokens.password,
  iceLite: z.boolean().exactOptional(),
})

const candidate = z.object({
  foundation: rtpTokens.foundation,
  priority: z.number().int().positive().max(0xffffffff),
  ip: rtpTokens.address,
  address: rtpTokens.address,
  protocol: z.enum(['udp', 'tcp']),
  port: z.number().int().min(1).max(0xffff),
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: z.enum(['active', 'passive', 'so']).exactOptional(),
})

/** One WebRTC transport of the host, as the client needs it to make its own end. */
export const transportSchema = z.object({
  id: rtpTokens.id,
  iceParameters: iceParametersSchema,
  iceCandidates: readableOnes(candidate),
  dtlsParameters: z.object({ role: dtlsRole, fingerprints: readableOnes(fingerprint) }),
})
export type Transport = z.infer<typeof transportSchema>

export const transportsSchema = z.object({ send: transportSchema, recv: transportSchema })
export type Transports = z.infer<typeof transportsSchema>

/**
 * Consumers in one batch. Codecs and header extensions are the same for all tracks of a kind, so they are
 * sent once per `shape`; a consumer names its shape by index. Joining a full room costs a third of the bytes so.
 */
export const consumersSchema = z.object({
  // By their places: one that cannot be read holds its own, and costs the tracks that have it.
  shapes: z.array(
    z
      .object({ codecs: z.array(rtpCodec), headerExtensions: readableOnes(rtpHeaderExtension) })
      .catch({ codecs: [], headerExtensions: [] }),
  ),
  consumers: readableOnes(
    z.object({
      id: rtpTokens.id,
      /** Null only for the silent warm-up consumer, which exists to bring the transport up. */
      track: trackIdSchema.nullable(),
      producerId: rtpTokens.id,
      kind,
      shape: z.number().int().nonnegative(),
      mid: rtpTokens.mid,
      encodings: z.array(rtpEncoding).min(1),
      rtcp,
    }),
  ),
  /** Tracks that come in a section which the client had ready: it needs to know nothing more, and they flow already. */
  slots: readableOnes(z.object({ track: trackIdSchema, mid: rtpTokens.mid })).exactOptional(),
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
