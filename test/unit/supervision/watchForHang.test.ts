import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchForHang } from '../../../main/supervision/watchForHang.ts'

const patience = { lookMs: 500, looks: 4 }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A worker that answers when told to. */
function pausable() {
  const waiting: (() => void)[] = []
  const kill = vi.fn<() => void>()
  return {
    kill,
    answers: () => new Promise<void>((resolve) => waiting.push(resolve)),
    /** Answers what was asked, and lets the watch hear of it. */
    async answer() {
      for (const resolve of waiting.splice(0)) resolve()
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

test('a worker that has stopped is ended within three seconds', async () => {
  const worker = pausable()
  const stop = watchForHang(worker, patience)
  await vi.advanceTimersByTimeAsync(500)
  await worker.answer()
  // From here on it hangs.
  await vi.advanceTimersByTimeAsync(3000)
  expect(worker.kill).toHaveBeenCalled()
  stop()
})

test('one that is busy for a moment is left alone', async () => {
  const worker = pausable()
  const stop = watchForHang(worker, patience)
  for (let moment = 0; moment < 5; moment += 1) {
    await vi.advanceTimersByTimeAsync(1900)
    await worker.answer()
  }
  expect(worker.kill).not.toHaveBeenCalled()
  stop()
})

test('a computer that has slept for an hour finds its workers as they were', async () => {
  const worker = pausable()
  const stop = watchForHang(worker, patience)
  await vi.advanceTimersByTimeAsync(500)
  // Sleep: both clocks go on, but timers do not run; then one of them does, before the answer is read.
  vi.setSystemTime(Date.now() + 3_600_000)
  const awake = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => awake() + 3_600_000)
  await vi.advanceTimersByTimeAsync(500)
  await worker.answer()
  expect(worker.kill).not.toHaveBeenCalled()
  stop()
})
