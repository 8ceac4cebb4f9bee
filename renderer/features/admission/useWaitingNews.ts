import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestId } from '../../../protocol/ids.ts'
import type { Session } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { isolate } from '../../ui/names/isolate.ts'

/**
 * Tells those who may let people in that somebody waits, with a button that lets them in at once.
 *
 * @param listed whether those who wait can be seen anyway; then it is said only to those who listen to the screen.
 */
export function useWaitingNews(meeting: Session, listed: boolean): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  const shown = useRef(new Map<GuestId, number>())
  useEffect(() => {
    if (!listed) return
    for (const toast of shown.current.values()) toasts.dismiss(toast)
    shown.current.clear()
  }, [listed, toasts])
  useEffect(
    () =>
      meeting.onEvent((event) => {
        if (event.type === 'lobby.knocked') {
          const { id, name } = event.guest
          const text = t('door.isWaiting', { name: isolate(name) })
          if (listed) return toasts.announce(text)
          const admit = () => {
            // Somebody else may have been quicker.
            meeting.request('lobby.admit', { guests: [id] }).catch(() => undefined)
          }
          shown.current.set(id, toasts.show(text, { label: t('door.admit'), run: admit }))
        }
        if (event.type === 'lobby.settled') {
          const toast = shown.current.get(event.guest)
          shown.current.delete(event.guest)
          if (toast !== undefined) toasts.dismiss(toast)
        }
        if (event.type === 'lobby.listed' && event.waiting.length > 0 && !listed)
          toasts.show(t('door.areWaiting', { count: event.waiting.length }))
      }),
    [meeting, listed, t, toasts],
  )
}
