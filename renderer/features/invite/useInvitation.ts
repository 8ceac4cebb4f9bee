import { useTranslation } from 'react-i18next'
import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import { parseInviteLink } from '../../../protocol/inviteLink.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { InviteLink } from './inviteLinks.ts'

export interface Invitation {
  /** By which people see that they mean the same host; null where we do not know its fingerprint. */
  readonly words: string | null
  /** What one sends: the link, and for a browser that will warn, why and what to compare. */
  readonly invitation: string
}

const ADDRESS = /^(\[.*\]|[\d.]+)$/

/** What goes with a link. @param hasPassword the invitation says that there is one, and never which. */
export function useInvitation(room: RoomName, { link, host }: InviteLink, hasPassword: boolean): Invitation {
  const { t } = useTranslation()
  const read = parseInviteLink(link)
  const fingerprint = read.ok ? read.link.fingerprint : null
  const words = fingerprint === null ? null : fingerprintWords(fingerprint)
  const plain = t('invite.invitation', { room, link })
  const invitation = hasPassword ? `${plain}\n\n${t('invite.invitationPassword')}` : plain
  // A name stands first in the links only where the host has a certificate for it, which browsers know.
  const warns = words !== null && ADDRESS.test(host)
  return {
    words,
    invitation: warns ? `${invitation}\n\n${t('invite.invitationWarning', { words })}` : invitation,
  }
}
