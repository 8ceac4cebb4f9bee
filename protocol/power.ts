import { z } from 'zod'

/** What the host's computer runs on, or that it goes to sleep. */
export const powerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mains') }),
  z.object({
    type: z.literal('battery'),
    /** How full it is, in steps of five; null: nobody knows. */
    percent: z.number().int().min(0).max(100).nullable(),
  }),
  z.object({ type: z.literal('asleep') }),
])
export type Power = z.infer<typeof powerSchema>

/** What everybody takes for granted until told otherwise. */
export const MAINS: Power = { type: 'mains' }

/** The battery of a computer, as a page of the app sees it. */
export const batterySchema = z.object({ charging: z.boolean(), percent: z.number().int().min(0).max(100) })
export type Battery = z.infer<typeof batterySchema>
