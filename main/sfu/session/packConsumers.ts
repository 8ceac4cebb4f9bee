import type { types } from 'mediasoup'
import type { TrackId } from '../../../protocol/ids.ts'
import type { Consumers } from '../../../protocol/wire/media/media.ts'
import { giveOut } from '../routing/redCodec.ts'

/** What is offered to the client: in a section that it has ready (its MID), or with all that it needs to make one. */
interface Offered {
  readonly track: TrackId | null
  readonly consumer: types.Consumer
  readonly slot: string | null
}

/**
 * Packs consumers into one batch in which equal codec lists are written once. Of those in a section that the client has
 * ready, it needs to know the section alone.
 */
export function packConsumers(offered: readonly Offered[]): Consumers {
  const slots = offered.flatMap(({ track, slot }) =>
    track === null || slot === null ? [] : [{ track, mid: slot }],
  )
  const consumers = offered.filter(({ slot }) => slot === null)
  const shapes: Consumers['shapes'] = []
  const indexes = new Map<string, number>()
  const packed = consumers.map(({ track, consumer }) => {
    const { codecs, headerExtensions = [], encodings, mid, rtcp } = consumer.rtpParameters
    // What clients take for granted is left out; what is undefined vanishes on the wire.
    const shape = {
      codecs: codecs.map(giveOut).map(({ rtcpFeedback = [], ...codec }) => ({
        ...codec,
        rtcpFeedback: rtcpFeedback.map(({ type, parameter }) => (parameter ? { type, parameter } : { type })),
      })),
      headerExtensions: headerExtensions.map(({ uri, id }) => ({ uri, id })),
    } as Consumers['shapes'][number]
    const key = JSON.stringify(shape)
    const index = indexes.get(key) ?? shapes.push(shape) - 1
    indexes.set(key, index)
    const { id, producerId, kind } = consumer
    return {
      id,
      track,
      producerId,
      kind,
      shape: index,
      mid,
      encodings,
      rtcp: rtcp ?? {},
    } as Consumers['consumers'][number]
  })
  return { shapes, consumers: packed, ...(slots.length > 0 && { slots }) }
}
