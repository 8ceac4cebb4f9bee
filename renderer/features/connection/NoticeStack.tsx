import type { ReactNode } from 'react'
import type { Session } from '../../session/Session.ts'
import { Guard } from '../../ui/failures/Guard.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { DirectNotice } from './DirectNotice.tsx'
import { FullNotice } from './FullNotice.tsx'
import { HeldBackNotice } from './HeldBackNotice.tsx'
import { KeepingNotice } from './KeepingNotice.tsx'
import { NarrowNotice } from './NarrowNotice.tsx'
import { PathNotice } from './PathNotice.tsx'
import { PowerNotice } from './PowerNotice.tsx'
import styles from './NoticeStack.module.css'

export interface NoticeStackProps {
  readonly meeting: Session
  /** This very computer hosts the meeting. */
  readonly hostsHere: boolean
  /** The button that opens the check of devices and network. */
  readonly check: ReactNode
}

/** What the person should know of how the meeting is carried, the most urgent first. */
export function NoticeStack({ meeting, hostsHere, check }: NoticeStackProps) {
  return (
    <div className={styles.notices}>
      <Guard part="connectionNotice" place="notice">
        <ConnectionNotice meeting={meeting} />
      </Guard>
      <Guard part="pathNotice" place="notice">
        <PathNotice meeting={meeting} check={check} />
      </Guard>
      <Guard part="directNotice" place="notice">
        <DirectNotice meeting={meeting} />
      </Guard>
      <Guard part="heldBackNotice" place="notice">
        <HeldBackNotice meeting={meeting} />
      </Guard>
      <Guard part="fullNotice" place="notice">
        <FullNotice meeting={meeting} />
      </Guard>
      <Guard part="powerNotice" place="notice">
        <PowerNotice meeting={meeting} own={hostsHere} />
      </Guard>
      <Guard part="keepingNotice" place="notice">
        <KeepingNotice meeting={meeting} />
      </Guard>
      <Guard part="narrowNotice" place="notice">
        <NarrowNotice meeting={meeting} />
      </Guard>
    </div>
  )
}
