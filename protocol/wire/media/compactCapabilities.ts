import type { RtpCapabilities } from './media.ts'

/**
 * Leaves out what is the default anyway (of mediasoup: a header extension that runs both ways and is not encrypted, a
 * feedback without a parameter, a codec without any), which is a third of all bytes.
 */
export function compactCapabilities({ codecs, headerExtensions }: RtpCapabilities): RtpCapabilities {
  return {
    codecs: codecs.map(({ parameters = {}, rtcpFeedback = [], ...codec }) => ({
      ...codec,
      ...(Object.keys(parameters).length > 0 && { parameters }),
      ...(rtcpFeedback.length > 0 && { rtcpFeedback: rtcpFeedback.map(compactFeedback) }),
    })),
    headerExtensions: headerExtensions.map(({ preferredEncrypt, direction, ...extension }) => ({
      ...extension,
      ...(preferredEncrypt === true && { preferredEncrypt }),
      ...(direction !== undefined && direction !== 'sendrecv' && { direction }),
    })),
  }
}

type Feedback = NonNullable<RtpCapabilities['codecs'][number]['rtcpFeedback']>[number]

function compactFeedback({ type, parameter = '' }: Feedback): Feedback {
  return parameter === '' ? { type } : { type, parameter }
}
