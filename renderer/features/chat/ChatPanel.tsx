import { useTranslation } from 'react-i18next'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { ChatModel } from './ChatModel.ts'
import { Composer } from './Composer.tsx'
import { MessageList } from './MessageList.tsx'

export interface ChatPanelProps {
  readonly meeting: MeetingView
  readonly chat: ChatModel
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
