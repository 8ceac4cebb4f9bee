import type { MediaWorker } from './MediaWorker.ts'

const LOOK_MS = 500
/** So many looks in a row without an answer: two seconds, noticed two and a half after the last answer at most. */
const PATIENCE = 4

/**
 * Ends a worker that no longer answers: it is as bad as a dead one and would never be replaced. Looks are counted,
 * not time: when this process or the whole computer has slept, that is one look, and the worker's answer is read
 * before the next one.
 *
 * @returns what ends the watch.
 */
export function watchForHang(worker: Pick<MediaWorker, 'answers' | 'kill'>): () => void {
  let asking = false
  let looks = 0
  const ask = async () => {
    asking = true
    looks = 0
    await worker.answers()
    asking = false
  }
  const timer = setInterval(() => {
    if (!asking) return void ask()
    looks += 1
    if (looks >= PATIENCE) worker.kill()
  }, LOOK_MS)
  return () => clearInterval(timer)
}
