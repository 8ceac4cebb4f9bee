import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MeetingView } from '../../session/MeetingView.ts'
import type { DirectState } from '../../session/meetingState.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Notices.module.css'

/** Says that the host's media server does not run, and what becomes of sound and pictures meanwhile. */
export function DirectNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const direct = useStore(meeting.store, (state) => state.direct)
  const up = useStore(meeting.store, (state) => state.link.kind === 'up')
  const [understood, setUnderstood] = useState<DirectState | null>(null)
  // What was understood of one state is not said of the next.
  if (understood !== null && understood !== direct) setUnderstood(null)
  // A broken connection to the host is said by a notice of its own, and comes first.
  if (direct === null || direct === understood || !up) return null
  return (
    <div className={styles.place} role="status">
      <Notice
        tone="info"
        action={
          <Button size="small" onPress={() => setUnderstood(direct)}>
            {t('connection.understood')}
          </Button>
        }
      >
        <strong>{t('connection.noServer')}</strong> {t(`connection.direct.${direct}`)}
      </Notice>
    </div>
  )
}
