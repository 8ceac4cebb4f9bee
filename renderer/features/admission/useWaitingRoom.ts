import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { GuestId } from '../../../protocol/ids.ts'
import type { Guest } from '../../../room/features/lobby.ts'
import { errorText } from '../../locales/errorText.ts'
import { type Session, roomOf } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'

export interface WaitingModel {
  /** Those whom we may let in, in the order of their coming. */
  readonly guests: readonly Guest[]
  readonly admit: (guests: readonly GuestId[]) => void
  readonly decline: (guest: GuestId) => void
}

const NOBODY: readonly Guest[] = []

/** Those at the door, as far as we may know of them: whoever may not let them in sees nobody. */
export function useWaitingRoom(meeting: Session): WaitingModel {
  const { t } = useTranslation()
  const toasts = useToasts()
  const guests = useStore(meeting.store, (state) => roomOf(state)?.lobby.waiting ?? NOBODY)
  const attempt = (request: Promise<unknown>) => {
    request.catch((error: unknown) => toasts.show(errorText(t, ProtocolError.of(error))))
  }
  return {
    guests,
    admit: (chosen) => attempt(meeting.request('lobby.admit', { guests: [...chosen] })),
    decline: (guest) => attempt(meeting.request('lobby.decline', { guest })),
  }
}
