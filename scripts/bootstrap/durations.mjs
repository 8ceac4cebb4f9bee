/** A duration as a person says it: `0.4 s`, `35 s`, `4 min 10 s`. */
export function durationText(ms) {
  if (ms < 950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * The time left, rounded so that it does not flicker: whole minutes, and the last one in tens of
 * seconds. Empty while too little is done to say anything that would hold.
 */
export function timeLeftText(done, total, elapsedMs) {
  if (done < 5 || done >= total) return ''
  const leftMs = (elapsedMs / done) * (total - done)
  if (leftMs >= 90_000) return `about ${Math.round(leftMs / 60_000)} min left`
  if (leftMs >= 55_000) return 'about a minute left'
  return `about ${Math.max(10, Math.ceil(leftMs / 10_000) * 10)} s left`
}
