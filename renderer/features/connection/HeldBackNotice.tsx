import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Notices.module.css'
import { useSecondsUntil } from '../../ui/useSecondsUntil.ts'

/** Says to a person that the host holds back his or her sound and pictures, why, and for how long. */
export function HeldBackNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const until = useStore(meeting.store, (state) => state.heldBackUntil)
  const seconds = useSecondsUntil(until)
  if (seconds === null) return null
  return (
    <div className={styles.place} role="status">
      <Notice tone="info">
        <strong>{t('connection.heldBack')}</strong>{' '}
        <span>{t('connection.heldBackText', { count: Math.max(1, Math.ceil(seconds / 60)) })}</span>
      </Notice>
    </div>
  )
}
