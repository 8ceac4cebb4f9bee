import { z } from 'zod'
import { trackIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import {
  dtlsParametersSchema,
  iceParametersSchema,
  rtpParametersSchema,
  sourceSchema,
} from './media/media.ts'
import type { MethodTable } from './method.ts'

/** What a session calls to send and receive. What is known about tracks in the room: room/features/tracks.ts. */
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
   * depends on its source: `rightFor` in room/rights.ts. `replaces` names a track of one's own from the same source, which ends
   * in the same moment: a camera in another codec.
   */
  'media.produce': {
    when: 'session',
    params: z.object({
      /** With the first tracks of a transport, so that connecting it costs no frame of its own. */
      dtlsParameters: dtlsParametersSchema.exactOptional(),
      tracks: z
        .array(
          z.object({
            source: sourceSchema,
            rtpParameters: rtpParametersSchema,
            muted: z.boolean(),
            replaces: trackIdSchema.exactOptional(),
          }),
        )
        .min(1)
        .max(limits.tracksPerPeer),
    }),
    result: z.object({ tracks: z.array(trackIdSchema) }),
    right: null,
    rate: { burst: 20, perSecond: 2 },
  },
  /**
   * Brings up the pair of transports that `media.standby` has offered, and starts stand-ins for own tracks there.
   * They take the tracks' place, under the same ids, when the media worker dies. May be called again for later tracks.
   */
  'media.prepare': {
    when: 'joined',
    params: z.object({
      /** The offered sending transport's id: an offer that was replaced meanwhile is refused. */
      transport: z.string().max(64),
      /** Once for each transport: with the first call, or with its first track. */
      send: dtlsParametersSchema.exactOptional(),
      recv: dtlsParametersSchema.exactOptional(),
      tracks: z
        .array(z.object({ track: trackIdSchema, rtpParameters: rtpParametersSchema }))
        .max(limits.tracksPerPeer),
    }),
    result: z.object({}),
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
    when: 'joined',
    params: z.object({ tracks: z.array(trackIdSchema).max(limits.tracksPerPeer * limits.peersPerRoom) }),
    result: z.object({}),
    right: null,
    rate: { burst: 50, perSecond: 20 },
  },
  /**
   * Whether packets of what the client hears get lost on the way to it; told when that changes. Until told: no. Where
   * they do, the voices are sent so that each packet carries the one before again, as far as everybody understands that.
   */
  'media.setLossy': {
    when: 'joined',
    params: z.object({ lossy: z.boolean() }),
    result: z.object({}),
    right: null,
    rate: { burst: 10, perSecond: 1 },
  },
  /**
   * Pictures that are shown stand still. Where that helps, the host has their senders begin anew, or passes a smaller size on:
   * a packet is missing, without which what follows cannot be decoded, or the size that is passed on has ended.
   */
  'media.refresh': {
    when: 'joined',
    params: z.object({
      tracks: z
        .array(
          z.object({
            track: trackIdSchema,
            /** Whether packets of it come in. */
            arrives: z.boolean(),
          }),
        )
        .min(1)
        .max(limits.tracksPerPeer * limits.peersPerRoom),
    }),
    result: z.object({}),
    right: null,
    rate: { burst: 20, perSecond: 5 },
  },
  /**
   * What the client shows now of the tracks that it receives, in one request for every change. What is not named stays
   * as it is; a track that is not received yet is treated so from its beginning.
   */
  'media.setPreferences': {
    when: 'session',
    params: z.object({
      tracks: z
        .array(
          z.object({
            track: trackIdSchema,
            /** The largest size that is of use, from 0, about 180 lines, and twice as many with each; null: not shown. */
            layer: z.number().int().min(0).max(3).nullable(),
            /** Who gets bits first where there are not enough for all. */
            priority: z.number().int().min(1).max(255),
          }),
        )
        .max(limits.tracksPerPeer * limits.peersPerRoom),
      /** The most that is to be sent to this client, in bits per second; null: as much as gets through. */
      maxBitrate: z.number().int().min(50_000).max(100_000_000).nullable().exactOptional(),
    }),
    result: z.object({}),
    right: null,
    rate: { burst: 50, perSecond: 10 },
  },
} as const satisfies MethodTable
