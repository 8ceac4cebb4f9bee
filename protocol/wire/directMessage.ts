import { z } from 'zod'
import { trackIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { rtpTokens } from './media/rtpTokens.ts'

/**
 * What two people say to each other to connect without a media server. The host and the room carry it unread; this
 * schema keeps its size and form in bounds.
 *
 * `call` numbers the connections between these two, which the one whose id sorts first begins. What bears another
 * number than the newest belongs to a connection that is over.
 */
const call = z.number().int().nonnegative()

/** Lines of a letter, `=` and text (RFC 8866 §5), of which the first is the version. Nothing else is a session description. */
const sessionDescription = z
  .string()
  .max(limits.descriptionLength)
  .regex(/^v=0\r?\n(?:[a-z]=[^\p{Cc}\p{Zl}\p{Zp}]*\r?\n)+$/u)

/** One line of a session description, without the `a=`; empty where a browser says that there are no more. */
const candidateLine = z.string().regex(/^(?:candidate:[\x20-\x7e]{1,1000})?$/)

export const directMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    call,
    description: z.object({
      type: z.enum(['offer', 'answer']),
      sdp: sessionDescription,
    }),
    /** Which of the sender's tracks runs in which part of the description. */
    tracks: z.array(z.object({ mid: rtpTokens.mid, track: trackIdSchema })).max(limits.tracksPerPeer),
  }),
  z.object({
    type: z.literal('candidate'),
    call,
    /** As browsers write it; an empty text ends the candidates of one round. */
    candidate: z.object({
      candidate: candidateLine,
      sdpMid: rtpTokens.mid.nullable(),
      sdpMLineIndex: z.number().int().min(0).max(0xffff).nullable(),
      /** Empty where the browser does not say. */
      usernameFragment: z.union([z.literal(''), rtpTokens.usernameFragment]).nullable(),
    }),
  }),
  /** The sender has given that connection up, which may be an earlier one; 0: there was none. Another is begun. */
  z.object({ type: z.literal('end'), call }),
])
export type DirectMessage = z.infer<typeof directMessageSchema>
