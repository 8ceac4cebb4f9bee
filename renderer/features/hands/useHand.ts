import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/errors.ts'
import { may, roomOf, selfOf, type MeetingView } from '../../session/MeetingView.ts'
import { refusalText } from '../../locales/refusalText.ts'
import { useToasts } from '../../ui/toastContext.ts'

export interface HandModel {
  readonly raised: boolean
  /** Null without the right to raise a hand. */
  readonly toggle: (() => void) | null
}

export function useHand(meeting: MeetingView): HandModel {
  const { t } = useTranslation()
  const toasts = useToasts()
  const raised = useStore(meeting.store, (state) => {
    const self = selfOf(state)
    return self !== null && (roomOf(state)?.hands.raised.includes(self) ?? false)
  })
  const allowed = useStore(meeting.store, (state) => may(state, 'hand.raise'))
  const toggle = () => {
    meeting
      .request('hand.set', { raised: !raised })
      .catch((error: unknown) => toasts.show(refusalText(t, ProtocolError.of(error))))
  }
  return { raised, toggle: allowed ? toggle : null }
}
