import { parseInviteLink } from './inviteLink.ts'
import { pastedLink } from './pastedLink.ts'

/** The end of the name of a file that holds an invitation: the system opens such files with the app. */
export const INVITATION_EXTENSION = '.hearth'
/** What such a file is called where files are told apart by their kind. */
export const INVITATION_TYPE = 'application/x-hearth-invitation'

/** Many times what an invitation takes; protects the reader from a film that somebody has given that name. */
export const MAX_INVITATION_BYTES = 16 * 1024

/** @returns what stands in the file: the link in a line of its own, so that any editor shows it. */
export function formatInvitationFile(link: string): string {
  return `${link}\n`
}

/**
 * Looks for the invitation in a file's text: mail programs put lines of their own before and after it.
 *
 * @returns the first invite link to a room; null without one.
 */
export function linkInInvitation(text: string): string | null {
  const link = pastedLink(text)
  if (link === null) return null
  const read = parseInviteLink(link)
  return read.ok && read.link.room !== null ? link : null
}
