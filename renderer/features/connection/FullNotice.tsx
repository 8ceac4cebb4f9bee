import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Notices.module.css'

/** Says to a person why there is only chat: the host carries as many people as it can. */
export function FullNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const full = useStore(meeting.store, (state) => state.mediaFull)
  if (!full) return null
  return (
    <div className={styles.place} role="status">
      <Notice tone="info">
        <strong>{t('connection.full')}</strong> <span>{t('connection.fullText')}</span>
      </Notice>
    </div>
  )
}
