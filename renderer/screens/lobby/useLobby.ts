import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { limits } from '../../../protocol/limits.ts'
import { nameFault, type PersonName, personNameSchema } from '../../../protocol/names.ts'
import { useCountdown } from '../../ui/messages/useCountdown.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { passwordFault } from '../../../protocol/password.ts'
import type { Session } from '../../session/Session.ts'
import type { Phase } from '../../session/sessionState.ts'

export interface LobbyModel {
  readonly room: string
  /** Whose computer, as an address without scheme. */
  readonly host: string
  readonly name: string
  readonly setName: (name: string) => void
  readonly nameError: string | null
  /** Null where the room has not asked for one. */
  readonly password: PasswordField | null
  /** Ends the waiting to be let in; null where we do not wait. */
  readonly withdraw: (() => void) | null
  /**
   * The host has said that it carries no sound and pictures; `mediaFull`: those of no more people; `noServer`: nobody's,
   * and two connect directly.
   */
  readonly without: 'noMedia' | 'mediaFull' | 'noServer' | null
  /** Null while a join is under way. It may begin before the connection stands. */
  readonly join: (() => void) | null
}

export interface PasswordField {
  readonly value: string
  readonly set: (password: string) => void
  readonly error: string | null
  /** Counts what the host has said to it, so that the focus goes there each time. */
  readonly asked: number
}

export interface LobbyParams {
  readonly meeting: Session
  readonly name: string
  /** As it was typed before; empty where it was not. */
  readonly password: string
  /** @param password null where none was asked for. */
  readonly onJoin: (name: PersonName, password: string | null) => void
  readonly onWithdraw: () => void
}

export function useLobby(params: LobbyParams): LobbyModel {
  const { meeting, name: initialName, onJoin, onWithdraw } = params
  const { t } = useTranslation()
  const toasts = useToasts()
  const [name, setName] = useState(initialName)
  const [nameError, setNameError] = useState<string | null>(null)
  const phase = useStore(meeting.store, (state) => state.phase)
  const password = usePasswordField(meeting, phase, params.password)
  const waits = phase.kind === 'waiting'
  useEffect(() => {
    if (waits) toasts.announce(t('lobby.waiting'))
  }, [waits, t, toasts])
  const media = useStore(meeting.store, (state) => state.media)
  const mediaFull = useStore(meeting.store, (state) => state.mediaFull)
  const direct = useStore(meeting.store, (state) => state.direct)
  const join = () => {
    const read = personNameSchema.safeParse(name)
    setNameError(read.success ? null : t(`nameFault.${nameFault(read.error)}`, { most: limits.nameLength }))
    const complete = password === null || password.complete()
    if (read.success && complete) onJoin(read.data, password?.value ?? null)
  }
  return {
    room: useStore(meeting.store, (state) => state.roomName),
    host: new URL(meeting.base).host,
    name,
    setName,
    nameError,
    password,
    withdraw: waits ? onWithdraw : null,
    without: direct === null ? (media !== false ? null : mediaFull ? 'mediaFull' : 'noMedia') : 'noServer',
    join: phase.kind === 'joining' || phase.kind === 'joined' ? null : join,
  }
}

/** The box for a password, once the room has asked for one. What was typed stays, whatever the host says to it. */
function usePasswordField(meeting: Session, phase: Phase, before: string) {
  const { t } = useTranslation()
  const [value, setValue] = useState(before)
  /** What the host has said to what was typed before this. */
  const [changedAt, setChangedAt] = useState<Phase | null>(null)
  const [fault, setFault] = useState<'missing' | 'long' | 'hidden' | null>(null)
  const [{ asked, last }, setAsked] = useState<{ asked: number; last: Phase | null }>({
    asked: 0,
    last: null,
  })
  const asks = useStore(meeting.store, (state) => state.asksPassword)
  const seconds = useCountdown(phase.kind === 'password' && 'retryAt' in phase ? phase.retryAt : null)
  if (phase.kind === 'password' && phase !== last) setAsked({ asked: asked + 1, last: phase })

  const said = () => {
    if (fault === 'missing') return t('lobby.passwordMissing')
    if (fault !== null) return t(`door.fault.${fault}`, { most: limits.passwordLength })
    if (phase.kind !== 'password') return null
    switch (phase.problem) {
      case 'needed':
        return null
      case 'wrong':
        return changedAt === phase ? null : t('lobby.passwordWrong')
      case 'tooMany':
      case 'tooSoon':
        return seconds === 0 || seconds === null
          ? t('lobby.passwordAgain')
          : t(`lobby.${phase.problem}`, { count: seconds })
      default:
        return phase satisfies never
    }
  }
  if (!asks) return null
  return {
    value,
    set(text: string) {
      setValue(text)
      setChangedAt(phase)
      setFault(null)
    },
    error: said(),
    asked,
    /** Whether there is something to send; says so where not. One that is too short is just wrong. */
    complete() {
      const found = value.trim() === '' ? 'missing' : passwordFault(value)
      setFault(found === 'short' ? null : found)
      return found === null || found === 'short'
    },
  }
}
