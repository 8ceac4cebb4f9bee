import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type MeetingView, selfPeerOf } from '../../session/MeetingView.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Notices.module.css'

/** Tells those who lead that the host cannot write the meeting down; the others could do nothing about it. */
export function KeepingNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const kept = useStore(meeting.store, (state) => state.kept)
  const role = useStore(meeting.store, (state) => selfPeerOf(state)?.role)
  const [understood, setUnderstood] = useState(false)
  if (understood && kept) setUnderstood(false)
  if (kept || understood || (role !== 'host' && role !== 'cohost')) return null
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
        <strong>{t('connection.notKept')}</strong> {t('connection.notKeptText')}
      </Notice>
    </div>
  )
}
