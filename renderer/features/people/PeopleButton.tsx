import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type Session, roomOf } from '../../session/Session.ts'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'

export interface PeopleButtonProps {
  readonly meeting: Session
  readonly open: boolean
  readonly onToggle: () => void
}

export function PeopleButton({ meeting, open, onToggle }: PeopleButtonProps) {
  const { t } = useTranslation()
  const waiting = useStore(meeting.store, (state) => roomOf(state)?.lobby.waiting.length ?? 0)
  return (
    <ToolbarButton
      name={t('call.people')}
      label={t('call.short.people')}
      icon={Users}
      shortcut="p"
      badge={waiting}
      badgeText={t('door.areWaiting', { count: waiting })}
      expanded={open}
      onPress={onToggle}
    />
  )
}
