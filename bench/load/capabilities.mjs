/** What a load peer says that it can receive: what is needed to be sent anything, and no congestion control. */
export const capabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { useinbandfec: 1 },
      rtcpFeedback: [],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 96,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [
        { type: 'nack', parameter: 'pli' },
        { type: 'ccm', parameter: 'fir' },
      ],
    },
  ],
  headerExtensions: [],
}

const { codecs } = capabilities

/** How a load peer sends a kind. */
export function rtpParameters(kind, ssrc) {
  const { mimeType, preferredPayloadType, clockRate, channels, parameters, rtcpFeedback } = codecs.find(
    (codec) => codec.kind === kind,
  )
  const own = channels === undefined ? {} : { channels }
  return {
    codecs: [{ mimeType, payloadType: preferredPayloadType, clockRate, ...own, parameters, rtcpFeedback }],
    headerExtensions: [],
    encodings: [{ ssrc }],
    rtcp: { cname: `load${ssrc}`, reducedSize: true },
  }
}
