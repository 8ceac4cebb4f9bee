import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { Notice } from '../../ui/messages/Notice.tsx'
import styles from './NoticeStack.module.css'
import { useCountdown } from '../../ui/messages/useCountdown.ts'

/** Says to a person that the host holds back his or her sound and pictures, why, and for how long. */
export function HeldBackNotice({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const until = useStore(meeting.store, (state) => state.heldBackUntil)
  const seconds = useCountdown(until)
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
