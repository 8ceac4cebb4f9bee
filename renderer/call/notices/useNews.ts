import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { selfOf, type Session } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { newsOf } from './newsOf.ts'

/** Says what happens in the room, briefly; nothing of it outlives the call. */
export function useNews(meeting: Session): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(() => {
    const stop = meeting.onEvent((event, before) => {
      const self = selfOf(meeting.store.getState())
      const news = self && newsOf(t, event, before, self)
      if (news !== null) toasts.show(news)
    })
    return () => {
      stop()
      toasts.clear()
    }
  }, [meeting, t, toasts])
}
