import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { command, type Feature, refuse } from '../feature.ts'
import { peerOf } from '../peer.ts'
import { outranks } from '../rights.ts'

/** Who has a hand up, the longest first: the order in which to give the floor. */
export const handsSchema = z.object({ raised: z.array(peerIdSchema) })
export type Hands = z.infer<typeof handsSchema>

export const handEvents = [
  z.object({ type: z.literal('hand.raised'), peer: peerIdSchema }),
  z.object({
    type: z.literal('hand.lowered'),
    peer: peerIdSchema,
    /** The person, or a moderator who has given the floor. */
    by: peerIdSchema,
  }),
] as const

export const handCommands = {
  /** Raises one's own hand, or lowers it. */
  'hand.set': command({
    params: z.object({ raised: z.boolean() }),
    result: z.object({}),
    right: 'hand.raise',
    rate: { burst: 10, perSecond: 1 },
    decide(state, sender, { raised }) {
      if (state.hands.raised.includes(sender) === raised) return { events: [], result: {} }
      const event = raised
        ? ({ type: 'hand.raised', peer: sender } as const)
        : ({ type: 'hand.lowered', peer: sender, by: sender } as const)
      return { events: [event], result: {} }
    },
  }),
  /** Lowers another person's hand. */
  'hand.lower': command({
    params: z.object({ peer: peerIdSchema }),
    result: z.object({}),
    right: 'moderation.mute',
    rate: { burst: 20, perSecond: 2 },
    decide(state, sender, { peer }) {
      const [actor, target] = [peerOf(state, sender), peerOf(state, peer)]
      if (actor === undefined || target === undefined) return refuse('no_such_peer')
      if (peer !== sender && !outranks(actor.role, target.role)) return refuse('forbidden')
      if (!state.hands.raised.includes(peer)) return { events: [], result: {} }
      return { events: [{ type: 'hand.lowered', peer, by: sender }], result: {} }
    },
  }),
} as const

export const hands: Feature<Hands> = {
  empty: { raised: [] },
  apply(slice, event) {
    const without = (peer: PeerId): Hands => ({ raised: slice.raised.filter((other) => other !== peer) })
    switch (event.type) {
      case 'hand.raised':
        return { raised: [...slice.raised, event.peer] }
      case 'hand.lowered':
      case 'peer.left':
        return without(event.peer)
      default:
        return slice
    }
  },
}
