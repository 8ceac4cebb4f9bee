import { z } from 'zod'
import { trackIdSchema } from './ids.ts'
import { limits } from './limits.ts'
import { dtlsParametersSchema, iceParametersSchema, rtpParametersSchema, sourceSchema } from './media.ts'
import type { MethodTable } from './method.ts'

/** What a session calls to send and receive. What is known about tracks in the room: room/tracks.ts. */
export const mediaMethods = {
  /** Gives the client's DTLS parameters for a transport. Sending does it within `media.produce`. */
  'media.connect': {
    when: 'session',
    params: z.object({ direction: z.enum(['send', 'recv']), dtlsParameters: dtlsParametersSchema }),
    result: z.object({}),
    right: null,
    rate: { burst: 10, perSecond: 1 },
  },
  /**
   * Starts tracks, all in one request. Before joining they stay paused and nobody learns of them; in the room
   * each appears at once. The answer's ids stand in the order of the request. The right that each needs
   * depends on its source: `rightFor` in room/rights.ts.
   */
  'media.produce': {
    when: 'session',
    params: z.object({
      /** With the first tracks of a transport, so that connecting it costs no frame of its own. */
      dtlsParameters: dtlsParametersSchema.exactOptional(),
      tracks: z
        .array(z.object({ source: sourceSchema, rtpParameters: rtpParametersSchema, muted: z.boolean() }))
        .min(1)
        .max(limits.tracksPerPeer),
    }),
    result: z.object({ tracks: z.array(trackIdSchema) }),
    right: null,
    rate: { burst: 20, perSecond: 2 },
  },
  /** Gives a transport new ICE credentials, after the client's address or network has changed. */
  'media.restartIce': {
    when: 'session',
    params: z.object({ direction: z.enum(['send', 'recv']) }),
    result: z.object({ iceParameters: iceParametersSchema }),
    right: null,
    rate: { burst: 10, perSecond: 1 },
  },
  /**
   * Lets the pictures of tracks flow that were offered in `media.consumers` or by `session.join`. A picture
   * begins with a key frame, and one that comes before the client has finished setting up would be lost and
   * the next one a second away.
   */
  'media.resume': {
    when: 'session',
    params: z.object({ tracks: z.array(trackIdSchema).max(limits.tracksPerPeer * limits.peersPerRoom) }),
    result: z.object({}),
    right: null,
    rate: { burst: 50, perSecond: 20 },
  },
} as const satisfies MethodTable
