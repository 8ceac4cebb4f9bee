import type { types } from 'mediasoup'
import type { RtpCapabilities, RtpParameters } from '../../protocol/media.ts'
import { takeIn } from './repeatedSound.ts'

/*
 * mediasoup's types name the header extensions that it knows one by one; clients rightly name others too, and
 * mediasoup leaves those aside at run time. The schemas of protocol/media.ts have read the rest.
 */

export function forRouter(capabilities: RtpCapabilities): types.RtpCapabilities {
  return { ...capabilities, codecs: capabilities.codecs.map(takeIn) } as types.RtpCapabilities
}

export function forProducer(parameters: RtpParameters): types.RtpParameters {
  return { ...parameters, codecs: parameters.codecs.map(takeIn) } as types.RtpParameters
}
