import { z } from 'zod'
import { personNameSchema, roomNameSchema } from './names.ts'

/**
 * A meeting that its host announces on the local network. Nothing of it is proved: anybody on the network can
 * announce anything. The fingerprint is what the host is held to once somebody joins.
 */
export const nearbyMeetingSchema = z.object({
  /** Tells meetings apart whose names are the same: made up by the host, new each time that a room opens. */
  id: z.string().regex(/^[\w-]{8}$/),
  room: roomNameSchema,
  /** What the hosting computer calls itself. */
  host: personNameSchema,
  people: z.number().int().min(0).max(9999),
  /** Newcomers have to be let in. */
  locked: z.boolean(),
  /** Newcomers are asked for a password. */
  password: z.boolean(),
  /** Where the host may be reached, the likeliest first: `https://192.168.1.20:8443/`. */
  bases: z.array(z.url().max(256)).min(1).max(4),
  /** As invite links carry it. */
  fingerprint: z.string().regex(/^[\w-]{43}$/),
})
export type NearbyMeeting = z.infer<typeof nearbyMeetingSchema>

/** More than anybody reads; what comes after them on a network is left out. */
export const MAX_NEARBY = 50
