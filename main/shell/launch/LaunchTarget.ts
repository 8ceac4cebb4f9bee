import { z } from 'zod'
import { MAX_LINK_LENGTH } from '../../../protocol/inviteLink.ts'

/**
 * What the app was opened with: nothing, an invite link as it came (the page says what is wrong with it), or a file that
 * holds no invitation.
 */
export const launchTargetSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('nothing') }),
  z.object({ type: z.literal('link'), link: z.string().max(MAX_LINK_LENGTH) }),
  z.object({ type: z.literal('badFile') }),
])
export type LaunchTarget = z.infer<typeof launchTargetSchema>

/** @param data what a second start of the app tells the first one. @returns nothing where we do not know what it says. */
export function readOpened(data: unknown): LaunchTarget {
  return launchTargetSchema.safeParse(data).data ?? { type: 'nothing' }
}
