import { useMemo } from 'react'
import { useStore } from 'zustand'
import { peerOf } from '../../../room/features/membership.ts'
import { roomOf, selfOf, type Session } from '../../session/Session.ts'
import { type MessageGroup, messageGroups } from './messageGroups.ts'

export interface ShownGroup extends MessageGroup {
  readonly own: boolean
  /** The reader of a private message, by name; null where we are the reader, or where the person has left. */
  readonly toName: string | null
}

const noMessages: [] = []

/** What has been written, in groups, as this person sees it. */
export function useMessages(meeting: Session): readonly ShownGroup[] {
  const messages = useStore(meeting.store, (state) => roomOf(state)?.chat.messages ?? noMessages)
  return useMemo(() => {
    const state = meeting.store.getState()
    const [room, self] = [roomOf(state), selfOf(state)]
    return messageGroups(messages).map((group) => ({
      ...group,
      own: group.from === self,
      toName: room === null || group.to === null ? null : (peerOf(room, group.to)?.name ?? null),
    }))
  }, [meeting, messages])
}
