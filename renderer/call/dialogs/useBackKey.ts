import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Platform } from '../../platform/Platform.ts'
import type { Session } from '../../session/Session.ts'

const IN_CALL = 'call'

/**
 * In a browser, a call has an entry of its own in the history: Back leads to the one before, where the person is asked.
 *
 * @param onBack the same function at each drawing.
 */
export function useBackKey(meeting: Session, kind: Platform['kind'], onBack: () => void): void {
  const inCall = useStore(meeting.store, ({ phase }) => phase.kind === 'joined') && kind === 'browser'
  useEffect(() => {
    if (!inCall) return
    if (history.state !== IN_CALL) history.pushState(IN_CALL, '')
    const moved = () => {
      if (history.state !== IN_CALL) onBack()
    }
    addEventListener('popstate', moved)
    return () => removeEventListener('popstate', moved)
  }, [inCall, onBack])
}
