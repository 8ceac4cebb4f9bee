import { useEffect, useState } from 'react'

/** Whole seconds until a moment (milliseconds since 1970), counted down; null where there is none. */
export function useSecondsUntil(at: number | null): number | null {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (at === null) return
    const tick = () => setNow(Date.now())
    // The clock may have stood still since the last countdown.
    const first = setTimeout(tick)
    const timer = setInterval(tick, 1000)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [at])
  return at === null ? null : Math.max(0, Math.ceil((at - now) / 1000))
}
