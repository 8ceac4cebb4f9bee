import type { types } from 'mediasoup-client'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { Consumers } from '../../../../protocol/wire/media/media.ts'

export interface ExpandedConsumer {
  /** Null only for the warm-up consumer. */
  readonly track: TrackId | null
  readonly options: types.ConsumerOptions
}

/** Undoes the host's packing: every consumer gets back the codec lists of its shape. */
export function consumerOptions({ shapes, consumers }: Consumers): ExpandedConsumer[] {
  return consumers.flatMap(({ id, track, producerId, kind, shape, mid, encodings, rtcp }) => {
    const form = shapes[shape]
    if (form === undefined) return []
    // mediasoup-client's types name the header extensions one by one; the schema has read them as strings.
    const rtpParameters = { mid, ...form, encodings, rtcp } as types.RtpParameters
    // One stream per track: sound must not wait for the picture to be complete, nor one person for another.
    return [{ track, options: { id, producerId, kind, rtpParameters, streamId: id } }]
  })
}
