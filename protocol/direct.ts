import { z } from 'zod'
import { trackIdSchema } from './ids.ts'
import { limits } from './limits.ts'

/**
 * What two people say to each other to connect without a media server. The host and the room carry it unread; this
 * schema keeps its size and form in bounds.
 *
 * `call` numbers the connections between these two, which the one whose id sorts first begins. What bears another
 * number than the newest belongs to a connection that is over.
 */
const call = z.number().int().nonnegative()

export const directDataSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    call,
    description: z.object({
      type: z.enum(['offer', 'answer']),
      sdp: z.string().max(limits.descriptionLength),
    }),
    /** Which of the sender's tracks runs in which part of the description. */
    tracks: z.array(z.object({ mid: z.string().max(16), track: trackIdSchema })).max(limits.tracksPerPeer),
  }),
  z.object({
    type: z.literal('candidate'),
    call,
    /** As browsers write it; an empty text ends the candidates of one round. */
    candidate: z.object({
      candidate: z.string().max(1024),
      sdpMid: z.string().max(16).nullable(),
      sdpMLineIndex: z.number().int().min(0).max(0xffff).nullable(),
      usernameFragment: z.string().max(256).nullable(),
    }),
  }),
  /** The sender has given that connection up, which may be an earlier one; 0: there was none. Another is begun. */
  z.object({ type: z.literal('end'), call }),
])
export type DirectData = z.infer<typeof directDataSchema>
