import { formatAppLink, type InviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'

/** The invite link that opens the app. @param text of the address, for the room. @returns null where none can be made. */
export function appLinkOf(host: Omit<InviteLink, 'room'>, text: string): string | null {
  const room = roomNameSchema.safeParse(text)
  // The app speaks https alone.
  return room.success && host.base.startsWith('https:') ? formatAppLink({ ...host, room: room.data }) : null
}
