import { z } from 'zod'
import { formatHostLink } from '../../../protocol/hostKey.ts'
import { hostEndpointSchema } from '../../../protocol/hostEndpoint.ts'
import { formatInviteLink } from '../../../protocol/inviteLink.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { HostAddress } from '../createHost.ts'

const guestLinkSchema = z.object({
  /** Whom the link is for, by what leads here; `here`: this computer alone. */
  for: z.enum([...hostEndpointSchema.shape.over.options, 'here']),
  link: z.string(),
})
/** All links that lead to a host, the likeliest to work first. */
export const hostLinksSchema = z.object({
  guests: z.array(guestLinkSchema),
  /** For the owner alone; null where the key could not be kept. */
  host: z.string().nullable(),
})
export type HostLinks = z.infer<typeof hostLinksSchema>

/** @param key of the host, from its data folder. */
export function hostLinks(
  { base, places, fingerprint }: HostAddress,
  room: RoomName | null,
  key: string | null,
): HostLinks {
  const links = places.map((place) => {
    const others = places.filter((other) => other !== place).map((other) => other.base)
    return { for: place.over, link: { base: place.base, room, fingerprint, others } }
  })
  // Loopback means another computer everywhere else, and the others are not needed here.
  const own = { for: 'here' as const, link: { base, room, fingerprint } }
  const all = places.some((place) => place.base === base) ? links : [...links, own]
  const [first = own] = all
  return {
    guests: all.map((one) => ({ for: one.for, link: formatInviteLink(one.link) })),
    host: key === null ? null : formatHostLink(first.link, key),
  }
}
