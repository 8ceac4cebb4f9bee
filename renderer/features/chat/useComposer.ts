import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import { peerOf } from '../../../room/features/membership.ts'
import { may, roomOf, selfOf, type Session } from '../../session/Session.ts'
import { type ChatStore, lettersLeft } from './ChatStore.ts'

export interface ComposerModel {
  readonly draft: string
  readonly setDraft: (draft: string) => void
  /** The chosen reader's id and name; null: everyone. */
  readonly to: { readonly id: PeerId; readonly name: string } | null
  readonly readers: readonly { readonly id: PeerId; readonly name: string }[]
  /** @param id an empty text stands for everyone. */
  readonly chooseReader: (id: string) => void
  readonly refusal: ProtocolError | null
  /** Letters that still fit, once they become few; null before. */
  readonly left: number | null
  /** Null without the right to write. */
  readonly send: (() => void) | null
}

/** From here on the count of letters left is of interest. */
const SHOW_LEFT = 200

export function useComposer(meeting: Session, chat: ChatStore): ComposerModel {
  const { draft, to, refusal } = useStore(chat.store)
  const mayWrite = useStore(meeting.store, (state) => may(state, 'chat.send'))
  const readers = useStore(
    meeting.store,
    useShallow((state) => roomOf(state)?.membership.peers.filter((peer) => peer.id !== selfOf(state)) ?? []),
  )
  const reader = to === null ? undefined : readers.find((peer) => peer.id === to)
  const left = lettersLeft(draft)
  return {
    draft,
    setDraft: (text) => chat.write(text),
    // A reader who has left stays chosen: falling back to everyone would tell them what was meant for one.
    to: to === null ? null : { id: to, name: reader?.name ?? nameOfGone(meeting, to) },
    readers:
      to === null || reader !== undefined ? readers : [...readers, { id: to, name: nameOfGone(meeting, to) }],
    chooseReader: (id) => chat.address(readers.find((peer) => peer.id === id)?.id ?? null),
    refusal,
    left: left <= SHOW_LEFT ? left : null,
    send: mayWrite ? () => void chat.send() : null,
  }
}

function nameOfGone(meeting: Session, id: PeerId): string {
  const room = roomOf(meeting.store.getState())
  if (room === null) return ''
  return peerOf(room, id)?.name ?? room.chat.messages.findLast((message) => message.from === id)?.name ?? ''
}
