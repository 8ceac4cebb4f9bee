import { z } from 'zod'
import type { Rate } from './method.ts'
import { personNameSchema, roomNameSchema } from '../names.ts'

/** A relay room is called as rooms are, and has nothing else in common with them. */
export const relayRoomSchema = roomNameSchema
/** The id that a relay client chooses for itself: anything that could be a person's name. */
export const relayPeerSchema = personNameSchema

/** What goes to one peer and what goes to all, each with the rate of one socket. */
export const relayTypes = {
  offer: { reaches: 'one', rate: { burst: 20, perSecond: 2 } },
  answer: { reaches: 'one', rate: { burst: 20, perSecond: 2 } },
  /** A connection with several networks has dozens of candidates, and they come all at once. */
  ice: { reaches: 'one', rate: { burst: 200, perSecond: 20 } },
  chat: { reaches: 'all', rate: { burst: 20, perSecond: 3 } },
} as const satisfies Record<string, { readonly reaches: 'one' | 'all'; readonly rate: Rate }>

/** What a relay client sends. Whatever it says of `from` and `room` is dropped: the host knows both. */
export const relayMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['offer', 'answer', 'ice']), to: relayPeerSchema, data: z.unknown() }),
  z.object({ type: z.literal('chat'), data: z.unknown() }),
])
