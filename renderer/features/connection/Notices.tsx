import type { ReactNode } from 'react'
import type { MeetingView } from '../../session/MeetingView.ts'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { DirectNotice } from './DirectNotice.tsx'
import { FullNotice } from './FullNotice.tsx'
import { HeldBackNotice } from './HeldBackNotice.tsx'
import { KeepingNotice } from './KeepingNotice.tsx'
import { NarrowNotice } from './NarrowNotice.tsx'
import { PathNotice } from './PathNotice.tsx'
import { PowerNotice } from './PowerNotice.tsx'
import styles from './Notices.module.css'

export interface NoticesProps {
  readonly meeting: MeetingView
  /** This very computer hosts the meeting. */
  readonly hostsHere: boolean
  /** The button that opens the check of devices and network. */
  readonly check: ReactNode
}

/** What the person should know of how the meeting is carried, the most urgent first. */
export function Notices({ meeting, hostsHere, check }: NoticesProps) {
  return (
    <div className={styles.notices}>
      <ConnectionNotice meeting={meeting} />
      <PathNotice meeting={meeting} check={check} />
      <DirectNotice meeting={meeting} />
      <HeldBackNotice meeting={meeting} />
      <FullNotice meeting={meeting} />
      <PowerNotice meeting={meeting} own={hostsHere} />
      <KeepingNotice meeting={meeting} />
      <NarrowNotice meeting={meeting} />
    </div>
  )
}
