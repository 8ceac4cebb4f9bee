import { Crown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { PeerId } from '../../../protocol/ids.ts'
import { peerOf } from '../../../room/features/membership.ts'
import { type Session, roomOf } from '../../session/Session.ts'

export interface SenderMarkProps {
  readonly meeting: Session
  readonly sender: PeerId
}

/** Beside the name of whoever leads the meeting now: a name alone can say anything. */
export function SenderMark({ meeting, sender }: SenderMarkProps) {
  const { t } = useTranslation()
  const leads = useStore(meeting.store, (state) => {
    const room = roomOf(state)
    return room !== null && peerOf(room, sender)?.role === 'host'
  })
  return leads && <Crown size={12} role="img" aria-label={t('people.role.host')} />
}
