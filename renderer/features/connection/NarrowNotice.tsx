import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Notices.module.css'

/** Says why pictures are small and blurred, and that nothing is to be done about it in here. */
export function NarrowNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const narrow = useStore(meeting.store, ({ narrow: small, link }) => small && link.kind === 'up')
  const [understood, setUnderstood] = useState(false)
  if (understood && !narrow) setUnderstood(false)
  if (!narrow || understood) return null
  return (
    <div className={styles.place} role="status">
      <Notice
        tone="info"
        action={
          <Button size="small" onPress={() => setUnderstood(true)}>
            {t('connection.understood')}
          </Button>
        }
      >
        <strong>{t('connection.narrow')}</strong> {t('connection.narrowText')}
      </Notice>
    </div>
  )
}
