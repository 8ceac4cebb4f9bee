import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { limits } from '../../../protocol/limits.ts'
import { nameFault, type PersonName, personNameSchema } from '../../../protocol/names.ts'
import type { MeetingView } from '../../session/MeetingView.ts'

export interface LobbyModel {
  readonly room: string
  /** Whose computer, as an address without scheme. */
  readonly host: string
  readonly name: string
  readonly setName: (name: string) => void
  readonly nameError: string | null
  /**
   * The host has said that it carries no sound and pictures; `mediaFull`: those of no more people; `noServer`: nobody's,
   * and two connect directly.
   */
  readonly without: 'noMedia' | 'mediaFull' | 'noServer' | null
  /** Null while a join is under way. It may begin before the connection stands. */
  readonly join: (() => void) | null
}

export interface LobbyParams {
  readonly meeting: MeetingView
  readonly name: string
  readonly onJoin: (name: PersonName) => void
}

export function useLobby({ meeting, name: initialName, onJoin }: LobbyParams): LobbyModel {
  const { t } = useTranslation()
  const [name, setName] = useState(initialName)
  const [nameError, setNameError] = useState<string | null>(null)
  const phase = useStore(meeting.store, (state) => state.phase.kind)
  const media = useStore(meeting.store, (state) => state.media)
  const mediaFull = useStore(meeting.store, (state) => state.mediaFull)
  const direct = useStore(meeting.store, (state) => state.direct)
  const join = () => {
    const read = personNameSchema.safeParse(name)
    setNameError(read.success ? null : t(`nameFault.${nameFault(read.error)}`, { most: limits.nameLength }))
    if (read.success) onJoin(read.data)
  }
  return {
    room: meeting.room,
    host: new URL(meeting.base).host,
    name,
    setName,
    nameError,
    without: direct === null ? (media !== false ? null : mediaFull ? 'mediaFull' : 'noMedia') : 'noServer',
    join: phase === 'joining' || phase === 'joined' ? null : join,
  }
}
