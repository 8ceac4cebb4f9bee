import { useEffect, useState } from 'react'
import type { NearbyRow } from '../../../../protocol/ipc/ipc.ts'
import type { Platform } from '../../../platform/Platform.ts'

/** Null where one cannot look or may not. */
export type NearbyState = readonly NearbyRow[] | null

/**
 * The meetings on the network, as long as somebody sees the list: the network hears nothing of a window that is
 * hidden, or whose person wants no list.
 */
export function useNearbyMeetings(nearby: Platform['nearby'], wanted: boolean): NearbyState {
  const [meetings, setMeetings] = useState<NearbyState>(nearby === null ? null : [])
  useEffect(() => {
    if (nearby === null || !wanted) return
    const stop = nearby.onChange(setMeetings)
    const look = () => {
      nearby.look(!document.hidden).then(
        (allowed) => {
          if (!allowed) setMeetings(null)
        },
        () => undefined,
      )
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      stop()
      setMeetings([])
      nearby.look(false).catch(() => undefined)
    }
  }, [nearby, wanted])
  return meetings
}
