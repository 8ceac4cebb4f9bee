import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import { roomOf, selfPeerOf, type Session } from '../../session/Session.ts'
import { errorText } from '../../locales/errorText.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { type PersonRow, peopleOrder } from './peopleOrder.ts'
import type { PersonAction } from './personActions.ts'

/** An action that cannot be taken back lightly, waiting for a yes. */
export interface Question {
  readonly kind: 'remove' | 'handOver'
  readonly peer: PeerId
  readonly name: string
}

export interface PeopleModel {
  readonly rows: readonly PersonRow[]
  /** About how many more people the host can carry; null: many, or it is not for us to know. */
  readonly room: number | null
  readonly locked: boolean
  readonly run: (row: PersonRow, action: PersonAction) => void
  readonly question: Question | null
  readonly answer: (yes: boolean) => void
}

export function usePersonActions(meeting: Session, onMessage: (peer: PeerId) => void): PeopleModel {
  const { t } = useTranslation()
  const toasts = useToasts()
  const [rowsOf] = useState(() => peopleOrder())
  const rows = useStore(meeting.store, rowsOf)
  const locked = useStore(meeting.store, (state) => roomOf(state)?.lobby.locked ?? false)
  const roomForMore = useStore(meeting.store, (state) => state.roomForMore)
  const leads = useStore(meeting.store, (state) => ['host', 'cohost'].includes(selfPeerOf(state)?.role ?? ''))
  const [question, setQuestion] = useState<Question | null>(null)

  const attempt = useCallback(
    (request: Promise<unknown>) => {
      request.catch((error: unknown) => toasts.show(errorText(t, ProtocolError.of(error))))
    },
    [t, toasts],
  )

  // The same function at each drawing, so that only rows are drawn anew of which something has changed.
  const run = useCallback(
    ({ id: peer, name }: PersonRow, action: PersonAction) => {
      switch (action.kind) {
        case 'mute':
          return attempt(meeting.request('moderation.mute', { peer, source: action.source }))
        case 'lowerHand':
          return attempt(meeting.request('hand.lower', { peer }))
        case 'setRole':
          return attempt(meeting.request('roles.set', { peer, role: action.role }))
        case 'message':
          return onMessage(peer)
        case 'handOver':
        case 'remove':
          return setQuestion({ kind: action.kind, peer, name })
        default:
          return action satisfies never
      }
    },
    [meeting, onMessage, attempt],
  )

  const answer = (yes: boolean) => {
    setQuestion(null)
    if (!yes || question === null) return
    const { kind, peer } = question
    attempt(meeting.request(kind === 'remove' ? 'moderation.remove' : 'roles.handOver', { peer }))
  }

  return {
    rows,
    room: leads ? roomForMore : null,
    locked,
    run,
    question,
    answer,
  }
}
