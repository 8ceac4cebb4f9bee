import { z } from 'zod'
import { directMessageSchema } from './directMessage.ts'
import { peerIdSchema, trackIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { sourceSchema } from './media/media.ts'
import type { MethodTable } from './method.ts'

/** What two people call to see and hear each other while the host has no media server. Refused otherwise. */
export const directMethods = {
  /** Passes something on to the other person, who gets it as the notification of the same name. */
  'direct.signal': {
    when: 'joined',
    params: z.object({ to: peerIdSchema, data: directMessageSchema }),
    result: z.object({}),
    right: null,
    // A connection with several networks has dozens of candidates, and they come all at once.
    rate: { burst: 200, perSecond: 20 },
  },
  /**
   * Shows tracks in the room that go to the other person directly: `media.produce` without a media server. The
   * answer's ids stand in the order of the request, and `replaces` is as there.
   */
  'direct.share': {
    when: 'joined',
    params: z.object({
      tracks: z
        .array(
          z.object({ source: sourceSchema, muted: z.boolean(), replaces: trackIdSchema.exactOptional() }),
        )
        .min(1)
        .max(limits.tracksPerPeer),
    }),
    result: z.object({ tracks: z.array(trackIdSchema) }),
    right: null,
    rate: { burst: 20, perSecond: 2 },
  },
} as const satisfies MethodTable
