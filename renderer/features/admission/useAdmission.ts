import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { may, type Session, roomOf } from '../../session/Session.ts'

export interface AdmissionSettings {
  readonly locked: boolean
  readonly passwordSet: boolean
  /** Whether we may lock and set passwords. */
  readonly mayChange: boolean
}

/** How the door of our room is, as everybody in it may know. */
export function useAdmission(meeting: Session): AdmissionSettings {
  return useStore(
    meeting.store,
    useShallow((state) => {
      const room = roomOf(state)
      return {
        locked: room?.lobby.locked ?? false,
        passwordSet: room?.lobby.passwordSet ?? false,
        mayChange: may(state, 'lobby.lock'),
      }
    }),
  )
}
