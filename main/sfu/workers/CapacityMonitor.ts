import { Headroom } from './Headroom.ts'
import { sumLoads } from './Load.ts'
import type { MediaWorker } from './MediaWorker.ts'

export interface CapacityMonitorOptions {
  /** The workers that are to carry people, not counting the spare until it does. */
  readonly workers: () => readonly MediaWorker[]
  /** The share of a core that each of them may use, 0 to 1. */
  readonly cpuLimit: number
  /** Pictures may be larger or smaller on this worker than before. */
  readonly onCeiling: (worker: MediaWorker) => void
  /** About so many more people can be carried; null: many. Told when that changes, in steps. */
  readonly onRoom: (people: number | null) => void
}

const LOOK_MS = 2000
/** What is told; in between nobody would act otherwise. More than the last one is many. */
const STEPS = [0, 1, 2, 3, 5, 10, 15, 20]
/** So many looks in a row must agree before it is told. */
const PATIENCE = 3

/** Watches what the workers have to do: makes pictures smaller before they stutter, and says how many people fit in. */
export class CapacityMonitor {
  readonly #options: CapacityMonitorOptions
  readonly #capacity = new Headroom()
  readonly #timer: NodeJS.Timeout
  #opened = 0
  #told: number | null = null
  #seen: number | null = null
  #times = 0

  constructor(options: CapacityMonitorOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#look(), LOOK_MS)
  }

  /** A media connection was set up. */
  opened(): void {
    this.#opened += 1
  }

  /** Whether nobody more can be carried. */
  get full(): boolean {
    return this.#capacity.full
  }

  /** About how many more people can be carried; null before anything was measured. */
  get left(): number | null {
    return this.#capacity.left
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const { cpuLimit, onCeiling } = this.#options
    const workers = this.#options.workers()
    for (const worker of workers) if (worker.ceiling.measured(worker.cpu / cpuLimit)) onCeiling(worker)
    const readings = workers.map((worker) => ({
      used: worker.cpu / cpuLimit,
      flows: worker.load.flows,
      lowest: worker.ceiling.lowest,
    }))
    const { people, sent } = sumLoads(workers)
    this.#capacity.read(readings, cpuLimit, { people, sent, opened: this.#opened })
    this.#opened = 0
    this.#tell()
  }

  #tell(): void {
    const { left, full } = this.#capacity
    const room =
      left === null || left > (STEPS.at(-1) ?? 0) ? null : (STEPS.findLast((step) => step <= left) ?? 0)
    this.#times = room === this.#seen ? this.#times + 1 : 1
    this.#seen = room
    if (room === this.#told || (this.#times < PATIENCE && !full)) return
    this.#told = room
    this.#options.onRoom(room)
  }
}
