import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { command, type Feature, refuse } from '../feature.ts'
import { peerOf } from '../peer.ts'

/** Whom everybody is shown large; null: nobody, and each looks as they like. */
export const spotlightSchema = z.object({ peer: peerIdSchema.nullable() })
export type Spotlight = z.infer<typeof spotlightSchema>

export const spotlightEvents = [
  z.object({
    type: z.literal('spotlight.changed'),
    peer: peerIdSchema.nullable(),
    /** Who leads the eyes of all. */
    by: peerIdSchema,
  }),
] as const

export const spotlightCommands = {
  /** Shows a person large to everyone, or ends that. What somebody has pinned for themselves stays pinned. */
  'spotlight.set': command({
    params: z.object({ peer: peerIdSchema.nullable() }),
    result: z.object({}),
    right: 'stage.spotlight',
    rate: { burst: 10, perSecond: 1 },
    decide(state, sender, { peer }) {
      if (peer !== null && peerOf(state, peer) === undefined) return refuse('no_such_peer')
      if (state.spotlight.peer === peer) return { events: [], result: {} }
      return { events: [{ type: 'spotlight.changed', peer, by: sender }], result: {} }
    },
  }),
} as const

export const spotlight: Feature<Spotlight> = {
  empty: { peer: null },
  apply(slice, event) {
    const without = (peer: PeerId): Spotlight => (slice.peer === peer ? { peer: null } : slice)
    switch (event.type) {
      case 'spotlight.changed':
        return { peer: event.peer }
      case 'peer.left':
        return without(event.peer)
      default:
        return slice
    }
  },
}
