import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import { limits } from '../../../protocol/limits.ts'
import { passwordFault } from '../../../protocol/password.ts'
import { errorText } from '../../locales/errorText.ts'
import type { Session } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { useAdmission } from './useAdmission.ts'

export interface DoorDialogModel {
  readonly locked: boolean
  readonly passwordSet: boolean
  /** Null where we may not. */
  readonly setLocked: ((locked: boolean) => void) | null
  readonly typed: string
  readonly type: (text: string) => void
  readonly error: string | null
  readonly pending: boolean
  /** Sets what was typed. Null where we may not. */
  readonly setPassword: (() => void) | null
  /** Null where we may not, or where there is none. */
  readonly removePassword: (() => void) | null
  /** Null where we do not know it. */
  readonly copyPassword: (() => void) | null
}

export function useAdmissionDialog(meeting: Session): DoorDialogModel {
  const { t } = useTranslation()
  const toasts = useToasts()
  const { locked, passwordSet, mayChange } = useAdmission(meeting)
  const known = useStore(meeting.store, (state) => state.password)
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [pending, setPending] = useState(false)

  const refused = (reason: unknown) => void toasts.show(errorText(t, ProtocolError.of(reason)))
  const give = async (password: string | null) => {
    setPending(true)
    try {
      await meeting.setPassword(password)
      setTyped('')
      toasts.show(t(password === null ? 'door.wasRemoved' : 'door.wasSet'))
    } catch (reason) {
      refused(reason)
    } finally {
      setPending(false)
    }
  }
  const setPassword = () => {
    const fault = passwordFault(typed)
    setError(
      fault && t(`door.fault.${fault}`, { least: limits.passwordMinimum, most: limits.passwordLength }),
    )
    if (fault === null && !pending) void give(typed)
  }
  return {
    locked,
    passwordSet,
    setLocked: mayChange
      ? (wanted) => void meeting.request('lobby.lock', { locked: wanted }).catch(refused)
      : null,
    typed,
    type: (text) => {
      setTyped(text)
      setError(null)
    },
    error,
    pending,
    setPassword: mayChange ? setPassword : null,
    removePassword: mayChange && passwordSet ? () => void give(null) : null,
    copyPassword:
      known === null
        ? null
        : () =>
            void navigator.clipboard.writeText(known).then(
              () => toasts.show(t('invite.copied')),
              () => toasts.show(t('invite.copyFailed')),
            ),
  }
}
