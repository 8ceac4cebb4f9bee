import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { NearbyRow } from '../../../../protocol/ipc/ipc.ts'
import type { Platform } from '../../../platform/Platform.ts'
import { isolateInLabel } from '../../../ui/names/isolateInLabel.ts'

/** Anybody on the network can announce anything: nobody shall fill a person's screen with it. */
const MOST = 10

export interface MeetingStartsParams {
  /** Null in a browser. */
  readonly desktop: Platform['desktop']
  /** What is announced on the network now; null where nobody looks. */
  readonly meetings: readonly NearbyRow[] | null
  /** The fingerprint of this computer's own host; null while it does not host. */
  readonly own: string | null
}

/** Tells, while another window is in front, of meetings that begin on hosts which the person has met; of each once. */
export function useMeetingStarts({ desktop, meetings, own }: MeetingStartsParams): void {
  const { t } = useTranslation()
  const seen = useRef(new Set<string>())
  const told = useRef(0)
  useEffect(() => {
    for (const { fingerprint, room, host, known } of meetings ?? []) {
      const meeting = `${fingerprint} ${room}`
      if (!known || fingerprint === own || seen.current.has(meeting)) continue
      seen.current.add(meeting)
      if (desktop === null || document.hasFocus() || told.current >= MOST) continue
      told.current += 1
      desktop.notify(t('desktop.started', { room: isolateInLabel(room) }), t('desktop.startedOn', { host }))
    }
  }, [desktop, meetings, own, t])
}
