import type { types } from 'mediasoup-client'

const TRANSPORT_CC = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01'

/**
 * What a section has to take in which any sound, or any picture, may come that this browser can receive. It names no
 * stream: the MID in the packets says that they belong to it.
 *
 * @param capabilities of receiving, in the host's numbers.
 */
export function poolParameters(
  { codecs = [], headerExtensions = [] }: types.RtpCapabilities,
  kind: types.MediaKind,
  mid: string,
): types.RtpParameters {
  const extensions = headerExtensions.filter((extension) => extension.kind === kind)
  // With the one report on what arrives, the older one is not used.
  const reported = extensions.some(({ uri }) => uri === TRANSPORT_CC)
  return {
    mid,
    codecs: codecs
      .filter((codec) => codec.kind === kind)
      .map(({ mimeType, preferredPayloadType, clockRate, channels, parameters, rtcpFeedback = [] }) => ({
        ...{ mimeType, payloadType: preferredPayloadType, clockRate },
        ...(channels !== undefined && { channels }),
        ...(parameters !== undefined && { parameters }),
        rtcpFeedback: rtcpFeedback.filter(({ type }) => !reported || type !== 'goog-remb'),
      })),
    headerExtensions: extensions.map(({ uri, preferredId }) => ({ uri, id: preferredId })),
    encodings: [{}],
    rtcp: {},
  }
}
