/** Something that works beside this process and may hang. */
export interface Watched {
  /** Resolves once it has answered. Never rejects: a death is noticed elsewhere. */
  answers(): Promise<unknown>
  kill(): void
}

export interface HangPatience {
  /** Milliseconds between two looks. */
  readonly lookMs: number
  /** So many looks in a row without an answer are a hang. */
  readonly looks: number
}

/**
 * Ends what no longer answers: it is as bad as dead and would never be replaced. Looks are counted, not time: when this
 * process or the whole computer has slept, that is one look, and the answer is read before the next one.
 *
 * @returns what ends the watch.
 */
export function watchForHang(watched: Watched, { lookMs, looks: patience }: HangPatience): () => void {
  let asking = false
  let looks = 0
  const ask = async () => {
    asking = true
    looks = 0
    await watched.answers()
    asking = false
  }
  const timer = setInterval(() => {
    if (!asking) return void ask()
    looks += 1
    if (looks >= patience) watched.kill()
  }, lookMs)
  return () => clearInterval(timer)
}
