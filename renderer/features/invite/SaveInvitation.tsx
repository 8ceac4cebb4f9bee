import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatInvitationFile, INVITATION_EXTENSION, INVITATION_TYPE } from '../../../protocol/inviteFile.ts'
import type { RoomName } from '../../../protocol/names.ts'
import { Button } from '../../ui/buttons/Button.tsx'

export interface SaveInvitationProps {
  readonly room: RoomName
  readonly link: string
}

/** Saves the invitation as a file that the system opens with the app: for a mail, or for a folder that all share. */
export function SaveInvitation({ room, link }: SaveInvitationProps) {
  const { t } = useTranslation()
  return (
    <Button
      look="secondary"
      icon={Download}
      onPress={() => save(`${room}${INVITATION_EXTENSION}`, formatInvitationFile(link))}
    >
      {t('invite.saveFile')}
    </Button>
  )
}

/** @param name the browser puts other letters in place of those that no file may have in its name. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: INVITATION_TYPE }))
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.click()
  // The browser reads it after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
