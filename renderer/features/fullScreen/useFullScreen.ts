import { useSyncExternalStore } from 'react'

export interface FullScreen {
  readonly on: boolean
  /** Null where the browser has none, as on some phones. */
  readonly toggle: (() => void) | null
}

const follow = (changed: () => void) => {
  document.addEventListener('fullscreenchange', changed)
  return () => document.removeEventListener('fullscreenchange', changed)
}

export function useFullScreen(): FullScreen {
  const on = useSyncExternalStore(follow, () => document.fullscreenElement !== null)
  const toggle = () => {
    const done = on ? document.exitFullscreen() : document.documentElement.requestFullscreen()
    // The browser may refuse, for instance inside a frame; nothing is lost then.
    done.catch(() => undefined)
  }
  return { on, toggle: document.fullscreenEnabled ? toggle : null }
}
