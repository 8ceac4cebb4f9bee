import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { Reaction } from '../../../room/reactions.ts'
import { may, type MeetingView } from '../../session/MeetingView.ts'
import { refusalText } from '../../locales/refusalText.ts'
import { useToasts } from '../../ui/toastContext.ts'

/** Sends a reaction; null without the right to. */
export function useReactions(meeting: MeetingView): ((reaction: Reaction) => void) | null {
  const { t } = useTranslation()
  const toasts = useToasts()
  const allowed = useStore(meeting.store, (state) => may(state, 'reaction.send'))
  if (!allowed) return null
  return (reaction) => {
    meeting
      .request('reaction.send', { reaction })
      .catch((error: unknown) => toasts.show(refusalText(t, ProtocolError.of(error))))
  }
}
