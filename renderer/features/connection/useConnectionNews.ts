import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'

/**
 * Tells those who listen to the screen that the connection is broken, and that it is back. Who looks has the notice, which
 * counts seconds and would be read out each time.
 */
export function useConnectionNews(meeting: Session): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(
    () =>
      meeting.store.subscribe(({ link, power }, { link: before }) => {
        if (link.kind === 'up') {
          if (before.kind === 'down') toasts.announce(t('connection.spoken.up'))
          return
        }
        if (before.kind === 'down' && before.cause === link.cause) return
        toasts.announce(t(`connection.spoken.${power.type === 'asleep' ? 'asleep' : link.cause}`))
      }),
    [meeting, t, toasts],
  )
}
