import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Notices.module.css'
import { useSecondsUntil } from '../../ui/useSecondsUntil.ts'

/** Says that the connection to the host is broken and why, when the next try comes, and lets the person try now. */
export function ConnectionNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const link = useStore(meeting.store, (state) => state.link)
  const seconds = useSecondsUntil(link.kind === 'down' ? link.retryAt : null)
  const asleep = useStore(meeting.store, ({ power }) => power.type === 'asleep')
  if (link.kind === 'up') return null
  return (
    <div className={styles.place}>
      <Notice
        tone="info"
        action={
          seconds !== null && (
            <Button size="small" onPress={() => meeting.retryNow()}>
              {t('connection.retryNow')}
            </Button>
          )
        }
      >
        <strong>{t(asleep ? 'connection.power.sleeping' : `connection.${link.cause}`)}</strong>{' '}
        <span>
          {seconds === null || seconds === 0
            ? t('connection.trying')
            : t('connection.next', { count: seconds })}
        </span>
      </Notice>
    </div>
  )
}
