import { useEffect } from 'react'
import { isolateInLabel } from '../ui/names/isolateInLabel.ts'
import type { AppScreen } from './appScreen.ts'

/** Names the tab or the window after the room. */
export function useWindowTitle(screen: AppScreen): void {
  const store = screen.kind === 'meeting' ? screen.meeting.store : null
  useEffect(() => {
    const show = () => {
      const title = store === null ? 'Hearth' : `${isolateInLabel(store.getState().roomName)} – Hearth`
      if (document.title !== title) document.title = title
    }
    show()
    return store?.subscribe(show)
  }, [store])
}
