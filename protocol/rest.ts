import { z } from 'zod'

/** `GET health`: is this host able to hold meetings. */
export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  uptimeMs: z.number().nonnegative(),
  workers: z.object({ alive: z.number().int(), wanted: z.number().int() }),
  rooms: z.number().int(),
  people: z.number().int(),
})
export type Health = z.infer<typeof healthSchema>

/** `GET rooms`: room name → how many people are in it. */
export const roomsSchema = z.record(z.string(), z.number().int().nonnegative())
export type Rooms = z.infer<typeof roomsSchema>

/** Every error that HTTP answers with. */
export const restErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
