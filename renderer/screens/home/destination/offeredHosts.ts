import { parseInviteLink } from '../../../../protocol/inviteLink.ts'

/** A host that an administrator offers to everyone on this computer. */
export interface OfferedHost {
  /** Ends with '/'. */
  readonly base: string
  readonly fingerprint: string | null
}

/** @param links invite links without a room, as the policy has them. */
export function offeredHosts(links: readonly string[]): OfferedHost[] {
  return links.flatMap((text) => {
    const answer = parseInviteLink(text)
    return answer.ok ? [{ base: answer.link.base, fingerprint: answer.link.fingerprint }] : []
  })
}
