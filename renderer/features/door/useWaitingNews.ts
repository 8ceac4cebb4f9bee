import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestId } from '../../../protocol/ids.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { useToasts } from '../../ui/toastContext.ts'

/** Tells those who may let people in that somebody waits, with a button that lets them in at once. */
export function useWaitingNews(meeting: MeetingView): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(() => {
    const shown = new Map<GuestId, number>()
    const stop = meeting.onEvent((event) => {
      if (event.type === 'lobby.knocked') {
        const { id, name } = event.guest
        const admit = () => {
          // Somebody else may have been quicker.
          meeting.request('lobby.admit', { guests: [id] }).catch(() => undefined)
        }
        shown.set(id, toasts.show(t('door.isWaiting', { name }), { label: t('door.admit'), run: admit }))
      }
      if (event.type === 'lobby.settled') {
        const toast = shown.get(event.guest)
        shown.delete(event.guest)
        if (toast !== undefined) toasts.dismiss(toast)
      }
      if (event.type === 'lobby.listed' && event.waiting.length > 0)
        toasts.show(t('door.areWaiting', { count: event.waiting.length }))
    })
    return stop
  }, [meeting, t, toasts])
}
