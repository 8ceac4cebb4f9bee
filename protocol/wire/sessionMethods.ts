import { z } from 'zod'
import { hostKeySchema } from '../hostKey.ts'
import { peerIdSchema, trackIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import {
  consumersSchema,
  dtlsParametersSchema,
  rtpCapabilitiesSchema,
  transportsSchema,
} from './media/media.ts'
import type { MethodTable } from './method.ts'
import { personNameSchema, roomNameSchema } from '../names.ts'
import { passwordSchema } from '../password.ts'
import { slotsSchema } from './media/transceiverPool.ts'

/** What a session may call before it is in a room, and to leave. */
export const sessionMethods = {
  /**
   * Brings both transports up while the person is still in the lobby. They belong to the session; nothing of
   * the room is told, not even whether it exists. The receiving transport, too, goes through ICE and DTLS before the
   * person joins: by the `slots` that the client has ready or, without any, by the answer's one consumer, which is
   * silent and paused.
   */
  'session.warm': {
    when: 'session',
    params: z.object({
      room: roomNameSchema,
      rtpCapabilities: rtpCapabilitiesSchema,
      /** Of the client's ends of both transports, where it knows them by now: `media.connect` is not needed then. */
      dtlsParameters: dtlsParametersSchema.exactOptional(),
      slots: slotsSchema.exactOptional(),
    }),
    result: z.object({ transports: transportsSchema, warmup: consumersSchema }),
    right: null,
    rate: { burst: 5, perSecond: 0.5 },
  },
  /**
   * Enters a room, in one round trip. `rtpCapabilities` is left out after `session.warm` for the same room;
   * without both, the person takes part without sound and picture. `tracks` are those produced in the lobby
   * that are to be shown from now on; the others are closed. A page that was loaded anew takes its seat again with the
   * `resumeToken` of before.
   */
  'session.join': {
    when: 'session',
    params: z.object({
      protocol: z.number().int(),
      room: roomNameSchema,
      name: personNameSchema,
      /** Where the room has one; what it is compared with is the host's alone. */
      password: passwordSchema.exactOptional(),
      /** From the host link, of somebody whose host it is. */
      hostKey: hostKeySchema.exactOptional(),
      /** Of the last join. Where its seat is not kept any more, or has somebody at it, this is a join like all others. */
      resumeToken: z.string().max(128).exactOptional(),
      rtpCapabilities: rtpCapabilitiesSchema.exactOptional(),
      tracks: z
        .array(z.object({ track: trackIdSchema, muted: z.boolean() }))
        .max(limits.tracksPerPeer)
        .default([]),
    }),
    result: z.object({
      peer: peerIdSchema,
      /** How the room is called, as whoever opened it has typed it. A host of before leaves it out. */
      room: roomNameSchema.exactOptional(),
      /** With it, `session.resume` takes the place up again after the connection broke. A secret. */
      resumeToken: z.string(),
      /** The room as this person may see it; its schema is `roomStateSchema` in room/. */
      snapshot: z.record(z.string(), z.unknown()),
      /** Null where `session.warm` gave them before, or where the host has no media worker. */
      transports: transportsSchema.nullable(),
      consumers: consumersSchema,
    }),
    right: null,
    rate: { burst: 5, perSecond: 0.5 },
  },
  /**
   * Goes on with a session on a new connection. What was missed since `seq` is sent again right after the
   * answer; where too much was missed, the answer brings the room anew, with consumers for all its tracks.
   * Requests without an answer are sent again under their old ids; each acts once.
   */
  'session.resume': {
    when: 'session',
    params: z.object({
      token: z.string().max(128),
      seq: z.number().int().nonnegative(),
      /** Counts the client's tries. One that was held up on its way must not take the place of a later one. */
      attempt: z.number().int().nonnegative().default(0),
    }),
    result: z.object({
      fresh: z
        .object({
          seq: z.number().int(),
          snapshot: z.record(z.string(), z.unknown()),
          consumers: consumersSchema,
        })
        .nullable(),
    }),
    right: null,
    rate: { burst: 5, perSecond: 0.5 },
  },
  /** Asks for nothing but a sign of life, where a client doubts that its connection still leads anywhere. */
  'session.ping': {
    when: 'session',
    params: z.object({}),
    result: z.object({}),
    right: null,
    rate: { burst: 10, perSecond: 1 },
  },
  'session.leave': {
    when: 'joined',
    params: z.object({}),
    result: z.object({}),
    right: null,
    rate: { burst: 5, perSecond: 1 },
  },
} as const satisfies MethodTable
