import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { Reaction } from '../../../room/features/reactions.ts'
import { may, type Session } from '../../session/Session.ts'
import { errorText } from '../../locales/errorText.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'

/** Sends a reaction; null without the right to. */
export function useReactions(meeting: Session): ((reaction: Reaction) => void) | null {
  const { t } = useTranslation()
  const toasts = useToasts()
  const allowed = useStore(meeting.store, (state) => may(state, 'reaction.send'))
  if (!allowed) return null
  return (reaction) => {
    meeting
      .request('reaction.send', { reaction })
      .catch((error: unknown) => toasts.show(errorText(t, ProtocolError.of(error))))
  }
}
