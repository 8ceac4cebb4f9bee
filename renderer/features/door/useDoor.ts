import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { hasRight } from '../../../room/rights.ts'
import { type MeetingView, roomOf, selfPeerOf } from '../../session/MeetingView.ts'

export interface DoorState {
  readonly locked: boolean
  readonly passwordSet: boolean
  /** Whether we may lock and set passwords. */
  readonly mayChange: boolean
}

/** How the door of our room is, as everybody in it may know. */
export function useDoor(meeting: MeetingView): DoorState {
  return useStore(
    meeting.store,
    useShallow((state) => {
      const room = roomOf(state)
      const self = selfPeerOf(state)
      return {
        locked: room?.lobby.locked ?? false,
        passwordSet: room?.lobby.passwordSet ?? false,
        mayChange: self !== undefined && hasRight(self.role, 'lobby.lock'),
      }
    }),
  )
}
