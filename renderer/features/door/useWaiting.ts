import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { GuestId } from '../../../protocol/ids.ts'
import type { Guest } from '../../../room/lobby.ts'
import { refusalText } from '../../locales/refusalText.ts'
import { type MeetingView, roomOf } from '../../session/MeetingView.ts'
import { useToasts } from '../../ui/toastContext.ts'

export interface WaitingModel {
  /** Those whom we may let in, in the order of their coming. */
  readonly guests: readonly Guest[]
  readonly admit: (guests: readonly GuestId[]) => void
  readonly decline: (guest: GuestId) => void
}

const NOBODY: readonly Guest[] = []

/** Those at the door, as far as we may know of them: whoever may not let them in sees nobody. */
export function useWaiting(meeting: MeetingView): WaitingModel {
  const { t } = useTranslation()
  const toasts = useToasts()
  const guests = useStore(meeting.store, (state) => roomOf(state)?.lobby.waiting ?? NOBODY)
  const attempt = (request: Promise<unknown>) => {
    request.catch((error: unknown) => toasts.show(refusalText(t, ProtocolError.of(error))))
  }
  return {
    guests,
    admit: (chosen) => attempt(meeting.request('lobby.admit', { guests: [...chosen] })),
    decline: (guest) => attempt(meeting.request('lobby.decline', { guest })),
  }
}
