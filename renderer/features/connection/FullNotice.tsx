import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { Notice } from '../../ui/messages/Notice.tsx'
import styles from './NoticeStack.module.css'

/** Says to a person why there is only chat: the host carries as many people as it can. */
export function FullNotice({ meeting }: { readonly meeting: Session }) {
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
