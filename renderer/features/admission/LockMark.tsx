import { KeyRound, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../session/Session.ts'
import styles from './LockMark.module.css'
import { useAdmission } from './useAdmission.ts'

/** Marks beside the meeting's name; nothing where anybody may join. */
export function LockMark({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const { locked, passwordSet } = useAdmission(meeting)
  if (!locked && !passwordSet) return null
  return (
    <span className={styles.marks}>
      {locked && <Lock size={16} role="img" aria-label={t('door.locked')} />}
      {passwordSet && <KeyRound size={16} role="img" aria-label={t('door.hasPassword')} />}
    </span>
  )
}
