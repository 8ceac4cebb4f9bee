import type { types } from 'mediasoup'
import type { RtpCapabilities, RtpParameters } from '../../../protocol/wire/media/media.ts'
import { withKnownParameters } from './codecParameters.ts'
import { takeIn } from '../routing/redCodec.ts'

/*
 * mediasoup's types name the header extensions that it knows one by one; clients rightly name others too, and
 * mediasoup leaves those aside at run time. The schemas of protocol/wire/media/media.ts have read the rest.
 */

export function forRouter(capabilities: RtpCapabilities): types.RtpCapabilities {
  return { ...capabilities, codecs: capabilities.codecs.map(takeIn) } as types.RtpCapabilities
}

/**
 * What a sender says of a track, as the worker takes it. Whatever of it reaches others is written here: nobody's text gets into
 * somebody else's session description. MIDs, RIDs and header extensions are for the worker alone, which gives others its own.
 *
 * @param cname the host's name for the sender (RFC 3550 §6.5.1).
 */
export function forProducer(
  { mid, codecs, headerExtensions, encodings }: RtpParameters,
  cname: string,
): types.RtpParameters {
  return {
    ...(mid !== undefined && { mid }),
    codecs: codecs.map(withKnownParameters).map(takeIn),
    headerExtensions: headerExtensions?.map(({ uri, id }) => ({ uri, id })) ?? [],
    encodings,
    rtcp: { cname, reducedSize: true },
  } as types.RtpParameters
}
