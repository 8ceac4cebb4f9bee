import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { Notice } from '../../ui/messages/Notice.tsx'
import styles from './NoticeStack.module.css'

export interface PathNoticeProps {
  readonly meeting: Session
  /** The button that opens the check of devices and network. */
  readonly check: ReactNode
}

/** Says that sound and pictures find no way to the host or back, and offers the check that tells why. */
export function PathNotice({ meeting, check }: PathNoticeProps) {
  const { t } = useTranslation()
  // A broken connection is said by a notice of its own, and explains this.
  const missing = useStore(
    meeting.store,
    ({ pathMissing, phase, link }) =>
      link.kind === 'up' &&
      (pathMissing || (phase.kind === 'joined' && phase.room.paths.missing.includes(phase.self))),
  )
  if (!missing) return null
  return (
    <div className={styles.place} role="status">
      <Notice tone="info" action={check}>
        <strong>{t('connection.noPath')}</strong> <span>{t('connection.noPathText')}</span>
      </Notice>
    </div>
  )
}
