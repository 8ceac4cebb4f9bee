import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import { may, roomOf, selfOf, type Session } from '../../session/Session.ts'
import { errorText } from '../../locales/errorText.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'

export interface HandModel {
  readonly raised: boolean
  /** Null without the right to raise a hand. */
  readonly toggle: (() => void) | null
}

export function useHand(meeting: Session): HandModel {
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
      .catch((error: unknown) => toasts.show(errorText(t, ProtocolError.of(error))))
  }
  return { raised, toggle: allowed ? toggle : null }
}
