import { KeyRound, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MeetingView } from '../../session/MeetingView.ts'
import styles from './DoorMarks.module.css'
import { useDoor } from './useDoor.ts'

/** Marks beside the meeting's name; nothing where anybody may join. */
export function DoorMarks({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const { locked, passwordSet } = useDoor(meeting)
  if (!locked && !passwordSet) return null
  return (
    <span className={styles.marks}>
      {locked && <Lock size={16} role="img" aria-label={t('door.locked')} />}
      {passwordSet && <KeyRound size={16} role="img" aria-label={t('door.hasPassword')} />}
    </span>
  )
}
