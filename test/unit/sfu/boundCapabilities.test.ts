import * as mediasoup from 'mediasoup'
import { expect, test } from 'vitest'
import { boundCapabilities } from '../../../main/sfu/session/boundCapabilities.ts'
import { mediaCodecs } from '../../../main/sfu/routing/mediaCodecs.ts'
import { type RtpCapabilities, rtpCapabilitiesSchema } from '../../../protocol/wire/media/media.ts'

const known = rtpCapabilitiesSchema.parse(mediasoup.ortc.generateRouterRtpCapabilities(mediaCodecs))

test('what a client says of what the host knows stays as it is', () => {
  expect(boundCapabilities(known, known)).toEqual(known)
})

test('what the host does not know, and what is said again and again, costs nothing', () => {
  const [codec] = known.codecs
  const [extension] = known.headerExtensions
  if (codec === undefined || extension === undefined) throw new Error('The host knows nothing.')
  const said: RtpCapabilities = {
    codecs: Array.from({ length: 64 }, (_, number) => ({
      ...codec,
      preferredPayloadType: 64 + number,
      mimeType: number % 2 === 0 ? codec.mimeType : `audio/x-${number}`,
      parameters: { ...codec.parameters, made: number < 4 ? 'up' : number },
    })),
    headerExtensions: Array.from({ length: 64 }, (_, number) => ({
      ...extension,
      uri: number % 2 === 0 ? extension.uri : `urn:x:${number}`,
    })),
  }
  const { codecs, headerExtensions } = boundCapabilities(said, known)
  expect(codecs.length).toBeLessThanOrEqual(16)
  expect(new Set(codecs.map(({ mimeType }) => mimeType))).toEqual(new Set([codec.mimeType]))
  expect(headerExtensions).toEqual([extension])
})
