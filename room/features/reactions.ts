import { z } from 'zod'
import { peerIdSchema } from '../../protocol/ids.ts'
import { command } from '../feature.ts'

/** What can be reacted with: few enough to find at a glance, all drawn by every system's own font. */
export const reactionSchema = z.enum(['👍', '👏', '❤️', '😂', '😮', '🎉'])
export type Reaction = z.infer<typeof reactionSchema>

/** A reaction is seen for a moment by those present and then gone: it leaves no trace in the state. */
export const reactionEvents = [
  z.object({ type: z.literal('reaction.sent'), peer: peerIdSchema, reaction: reactionSchema }),
] as const

export const reactionCommands = {
  'reaction.send': command({
    params: z.object({ reaction: reactionSchema }),
    result: z.object({}),
    right: 'reaction.send',
    rate: { burst: 10, perSecond: 2 },
    decide: (_state, sender, { reaction }) => ({
      events: [{ type: 'reaction.sent', peer: sender, reaction }],
      result: {},
    }),
  }),
} as const
