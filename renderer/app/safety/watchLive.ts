/** How often it is looked whether the page still shows its controls. */
const LOOK_MS = 1000
/** So many looks in vain, and the page is drawn anew; so many more, and it is over. */
const MISSES = 2

export interface LiveWatchOptions {
  /** Whether a camera, microphone or screen of ours is on. */
  readonly live: () => boolean
  /** Whether the page shows what turns them off. */
  readonly shown: () => boolean
  /** Draws the page anew. */
  readonly redraw: () => void
  /** Switches everything off. */
  readonly end: () => void
}

/**
 * A page that cannot show that it is live is not live. Whatever takes the controls away, be it an error of ours or an
 * extension that clears the page: it is drawn anew, and where that does not help, everything is switched off.
 *
 * @returns what ends the watch.
 */
export function watchLive({ live, shown, redraw, end }: LiveWatchOptions): () => void {
  let misses = 0
  const timer = setInterval(() => {
    misses = live() && !shown() ? misses + 1 : 0
    if (misses === MISSES) redraw()
    if (misses < 2 * MISSES) return
    misses = 0
    end()
  }, LOOK_MS)
  return () => clearInterval(timer)
}
