import { useCallback, useSyncExternalStore } from 'react'

/** Whole seconds until a moment (milliseconds since 1970), counted down; null where there is none. */
export function useCountdown(at: number | null): number | null {
  const running = at !== null
  const subscribe = useCallback(
    (tick: () => void) => {
      if (!running) return () => undefined
      const timer = setInterval(tick, 1000)
      return () => clearInterval(timer)
    },
    [running],
  )
  return useSyncExternalStore(subscribe, () =>
    at === null ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000)),
  )
}
