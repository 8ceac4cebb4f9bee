import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import styles from './NoticeStack.module.css'

interface DismissibleNoticeProps {
  /** What it tells of; null: nothing. What was understood of one thing is not said of the next, or of the same anew. */
  readonly about: string | null
  /** Not shown just now; what was understood stays so. */
  readonly hidden?: boolean
  readonly title: string
  readonly children: ReactNode
}

/** Says something that the person can do nothing about but know, until that is understood. */
export function DismissibleNotice({ about, hidden = false, title, children }: DismissibleNoticeProps) {
  const { t } = useTranslation()
  const [understood, setUnderstood] = useState<string | null>(null)
  if (understood !== null && understood !== about) setUnderstood(null)
  if (about === null || about === understood || hidden) return null
  return (
    <div className={styles.place} role="status">
      <Notice
        tone="info"
        action={
          <Button size="small" onPress={() => setUnderstood(about)}>
            {t('connection.understood')}
          </Button>
        }
      >
        <strong>{title}</strong> <span>{children}</span>
      </Notice>
    </div>
  )
}
