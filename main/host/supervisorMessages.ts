import { z } from 'zod'
import { portSchema } from '../../protocol/hostMessages.ts'
import type { Stop } from '../signaling/goodbyes.ts'

/** Marks the host's process in its environment: which port to take again; empty the first time. */
export const SUPERVISED = 'HEARTH_SUPERVISED'

/** The host answers, on this port. */
export const runningSchema = z.object({ type: z.literal('running'), port: portSchema })
export type Running = z.infer<typeof runningSchema>

/** The host is to stop, and how. */
export const stopSchema = z.object({
  type: z.literal('stop'),
  how: z.enum(['ended', 'restarting']) satisfies z.ZodType<Stop>,
})
export type StopOrder = z.infer<typeof stopSchema>
