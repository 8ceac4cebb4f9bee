import { closeCodes } from '../wire/closeCodes.ts'

/**
 * What a host that stops tells everyone: that the meeting is over, or that it will be back and where they were is
 * kept. The pause is what a process manager takes to start the host again.
 */
export const shutdown = {
  ended: { code: closeCodes.hostStopped, reason: 'The host has ended the meeting.', retryAfterMs: null },
  restarting: { code: closeCodes.restarting, reason: 'The host is restarting.', retryAfterMs: 2000 },
} as const

/** How a host stops. */
export type Stop = keyof typeof shutdown
