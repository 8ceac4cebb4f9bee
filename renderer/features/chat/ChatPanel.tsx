import { useTranslation } from 'react-i18next'
import type { Session } from '../../session/Session.ts'
import { Panel } from '../../ui/dialogs/Panel.tsx'
import type { ChatStore } from './ChatStore.ts'
import { Composer } from './Composer.tsx'
import { MessageList } from './MessageList.tsx'

export interface ChatPanelProps {
  readonly meeting: Session
  readonly chat: ChatStore
  readonly onClose: () => void
}

export function ChatPanel({ meeting, chat, onClose }: ChatPanelProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('chat.title')} closeName={t('call.close')} onClose={onClose}>
      <MessageList meeting={meeting} chat={chat} />
      <Composer meeting={meeting} chat={chat} />
    </Panel>
  )
}
