import { useTranslation } from 'react-i18next'
import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import { parseInviteLink } from '../../../protocol/inviteLink.ts'
import { type InviteLinks, type InviteParams, inviteLinks } from './inviteLinks.ts'

export interface Invitation extends InviteLinks {
  /** By which people see that they mean the same host; null where we do not know its fingerprint. */
  readonly words: string | null
  /** What one sends: the link, and for a browser that will warn, why and what to compare. */
  readonly invitation: string
}

export interface InvitationParams extends InviteParams {
  /** The invitation says that there is a password, and never which. */
  readonly hasPassword: boolean
}

const ADDRESS = /^(\[.*\]|[\d.]+)$/

export function useInvitation({ hasPassword, ...params }: InvitationParams): Invitation {
  const { t } = useTranslation()
  const found = inviteLinks(params)
  const [first = ''] = found.links
  const read = parseInviteLink(first)
  const fingerprint = read.ok ? read.link.fingerprint : null
  const words = fingerprint === null ? null : fingerprintWords(fingerprint)
  const link = t('invite.invitation', { room: params.room, link: first })
  const invitation = hasPassword ? `${link}\n\n${t('invite.invitationPassword')}` : link
  // A name stands first in the links only where the host has a certificate for it, which browsers know.
  const warns = words !== null && ADDRESS.test(new URL(first).hostname)
  return {
    ...found,
    words,
    invitation: warns ? `${invitation}\n\n${t('invite.invitationWarning', { words })}` : invitation,
  }
}
