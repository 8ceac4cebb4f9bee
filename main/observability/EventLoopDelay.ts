import { Histogram } from './Histogram.ts'

/** Often enough to meet every stall that people would feel, and no load by itself. */
const PERIOD_MS = 50
const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** How late the event loop is: a timer that should ring every 50 ms, and by how much it is overdue. */
export class EventLoopDelay {
  /** In seconds. */
  readonly histogram = new Histogram(BOUNDS_SECONDS)
  #timer: NodeJS.Timeout | null = null

  start(): void {
    let due = performance.now() + PERIOD_MS
    this.#timer ??= setInterval(() => {
      const now = performance.now()
      this.histogram.observe(Math.max(0, now - due) / 1000)
      due = now + PERIOD_MS
    }, PERIOD_MS).unref()
  }

  stop(): void {
    clearInterval(this.#timer ?? undefined)
    this.#timer = null
  }
}
