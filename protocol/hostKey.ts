import { z } from 'zod'
import { formatInviteLink, type InviteLink, OWN_SCHEME } from './inviteLink.ts'

/** The secret by which people show that a host is theirs: 32 random bytes in base64url. */
export const hostKeySchema = z.string().regex(/^[\w-]{43}$/)

/**
 * The host link: an invite link with the key behind it, `…#fp=…&host=<key>`. The key stands behind `#`, so that no
 * browser sends it anywhere. It is for the host's owner alone; what invites others is made by `formatInviteLink`.
 */
export function formatHostLink(link: InviteLink, key: string): string {
  const url = new URL(formatInviteLink(link))
  url.hash = `${url.hash === '' ? '' : `${url.hash.slice(1)}&`}host=${key}`
  return url.href
}

/** The same address without the key, for what others may see. */
export function withoutHostKey(href: string): string {
  const url = new URL(href)
  url.hash = url.hash
    .slice(1)
    .split('&')
    .filter((part) => !part.startsWith('host='))
    .join('&')
  return url.href
}

/** The key in a host link; null in every other one, and where it is damaged. */
export function hostKeyOf(text: string): string | null {
  const address = text.trim().replace(OWN_SCHEME, 'https://')
  if (!URL.canParse(address)) return null
  const key = hostKeySchema.safeParse(new URLSearchParams(new URL(address).hash.slice(1)).get('host'))
  return key.success ? key.data : null
}
