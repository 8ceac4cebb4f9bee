import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import styles from './NoticeStack.module.css'
import { useCountdown } from '../../ui/messages/useCountdown.ts'

/** Says that the connection to the host is broken and why, when the next try comes, and lets the person try now. */
export function ConnectionNotice({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const link = useStore(meeting.store, (state) => state.link)
  const seconds = useCountdown(link.kind === 'down' ? link.retryAt : null)
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
