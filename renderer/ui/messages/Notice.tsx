import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Notice.module.css'

export interface NoticeProps {
  readonly tone: 'info' | 'problem'
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** A sentence that stays: what is the matter and, where there is one, the button that mends it. */
export function Notice({ tone, children, action }: NoticeProps) {
  const Icon = tone === 'problem' ? CircleAlert : Info
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'problem' ? 'alert' : undefined}>
      <Icon aria-hidden size={18} className={styles.icon} />
      <div className={styles.text}>{children}</div>
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  )
}
