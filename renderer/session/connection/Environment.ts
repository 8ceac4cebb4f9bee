/** What a session depends on besides its socket: time, chance, and signs from the world around the page. */
export interface Environment {
  /** Monotonic milliseconds. */
  now(): number
  /** From 0 up to, but not including, 1. */
  random(): number
  /** Runs once after so many milliseconds. @returns what prevents it. */
  after(ms: number, run: () => void): () => void
  /** Whether an HTTP host answers anything at all, within a few seconds. */
  answers(url: string): Promise<boolean>
  /**
   * Tells of signs. @returns what ends that.
   *
   * @param signs.network the computer has got or lost a network.
   * @param signs.attention the person looks at the window again, perhaps after a sleep of the computer.
   */
  listen(signs: { readonly network: () => void; readonly attention: () => void }): () => void
}

const ANSWER_TIMEOUT_MS = 3000

/** Those of a page. */
export const pageSurroundings: Environment = {
  now: () => performance.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  async answers(url) {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
    try {
      // What it says does not matter, and a page of another origin could not read it.
      await fetch(url, { mode: 'no-cors', cache: 'no-store', signal })
      return true
    } catch {
      return false
    }
  },
  listen({ network, attention }) {
    const looked = () => {
      if (document.visibilityState === 'visible') attention()
    }
    globalThis.addEventListener('online', network)
    globalThis.addEventListener('offline', network)
    globalThis.addEventListener('focus', attention)
    document.addEventListener('visibilitychange', looked)
    return () => {
      globalThis.removeEventListener('online', network)
      globalThis.removeEventListener('offline', network)
      globalThis.removeEventListener('focus', attention)
      document.removeEventListener('visibilitychange', looked)
    }
  },
}
