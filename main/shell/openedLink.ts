import { z } from 'zod'
import { parseInviteLink } from '../../protocol/inviteLink.ts'

const secondStartSchema = z.object({ link: z.string().nullable() })

/** What a second start of the app tells the first one, which takes over. */
export type SecondStart = z.infer<typeof secondStartSchema>

/** @returns the invite link of a second start; null without one, or when it says something that we do not know. */
export function openedLink(data: unknown): string | null {
  const parsed = secondStartSchema.safeParse(data)
  if (!parsed.success || parsed.data.link === null) return null
  return parseInviteLink(parsed.data.link).ok ? parsed.data.link : null
}
