import { MessageSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { roomOf, selfOf, type Session } from '../../session/Session.ts'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'
import type { ChatStore } from './ChatStore.ts'
import { countUnread } from './countUnread.ts'

export interface ChatButtonProps {
  readonly meeting: Session
  readonly chat: ChatStore
  readonly open: boolean
  readonly onToggle: () => void
}

export function ChatButton({ meeting, chat, open, onToggle }: ChatButtonProps) {
  const { t } = useTranslation()
  const lastRead = useStore(chat.store, (state) => state.lastRead)
  const unread = useStore(meeting.store, (state) =>
    countUnread(roomOf(state)?.chat.messages ?? [], selfOf(state), lastRead),
  )
  const offered = useStore(meeting.store, ({ features }) => features.includes('chat'))
  if (!offered) return null
  return (
    <ToolbarButton
      name={t('call.chat')}
      label={t('call.short.chat')}
      icon={MessageSquare}
      shortcut="c"
      badge={unread}
      badgeText={t('chat.unread', { count: unread })}
      expanded={open}
      onPress={onToggle}
    />
  )
}
