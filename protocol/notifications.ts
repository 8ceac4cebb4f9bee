import { z } from 'zod'
import { peerIdSchema } from './ids.ts'
import { consumersSchema, iceServerSchema, rtpCapabilitiesSchema } from './media.ts'

/** Counts what a session is told, from 1 and without a gap, so that a resumed one can say what it missed. */
const seq = z.number().int().positive()

/** What a host tells without being asked. */
export const notifications = {
  /** The first frame on every socket: all that a client needs to prepare itself. */
  'host.hello': z.object({
    protocol: z.object({ min: z.number().int(), max: z.number().int() }),
    version: z.string(),
    /** Null where the host has no media worker: rooms and chat work, sound and pictures do not. */
    rtpCapabilities: rtpCapabilitiesSchema.nullable(),
    iceServers: z.array(iceServerSchema),
    limits: z.object({ chatLength: z.number().int(), nameLength: z.number().int() }),
  }),
  /**
   * What happened in the room, in order, as far as this person may know it; the events' schema is
   * `roomEventSchema` in room/.
   */
  'room.events': z.object({
    seq,
    events: z.array(z.record(z.string(), z.unknown())),
  }),
  /** Tracks that have come up: what the client needs to receive them, in one batch. */
  'media.consumers': consumersSchema.extend({ seq }),
  /** The media worker died: whatever was sent and received has ended. `session.warm` begins anew. */
  'media.lost': z.object({ seq }),
  /** Who speaks now, loudest first; sent when the set changes, not by the clock. */
  'media.speakers': z.object({ seq, peers: z.array(peerIdSchema) }),
} as const

export type NotificationName = keyof typeof notifications
/** What the sender fills in; the session adds the number. */
export type NotificationContent<N extends NotificationName> = Omit<NotificationParams<N>, 'seq'>
export type NotificationParams<N extends NotificationName> = z.infer<(typeof notifications)[N]>
