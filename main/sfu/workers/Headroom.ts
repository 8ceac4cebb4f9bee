/** What one worker does now. */
export interface WorkerReading {
  /** Of what it may use, 0 to 1. */
  readonly used: number
  /** Tracks that it sends to people. */
  readonly flows: number
  /** Whether its pictures can shrink no more. */
  readonly lowest: boolean
}

/** Who is on the host now, with media. */
export interface Attendance {
  readonly people: number
  /** Tracks that they send together. */
  readonly sent: number
  /** Media connections that were opened since the last reading. */
  readonly opened: number
}

/**
 * What one track costs until it has been measured: between the two figures of docs/performance.md, 0.05 % of a core in a
 * meeting of 25 who all send, and 0.1 % with 400 who only watch.
 */
const USUAL_COST = 0.0007
/** Fewer tracks than this say little of what one of them costs: a worker uses something by itself. */
const TELLING_FLOWS = 20
/** Setting up costs much more than sending on; readings with more of it say nothing of what people cost. */
const CALM_OPENED = 4
const STORM_OPENED = 10
/** How much a new measurement counts beside the earlier ones. */
const WEIGHT = 0.3
/** Readings in a row before people are refused, or let in again. */
const PATIENCE = 2
/** Far beyond what anybody asks for. */
const MOST = 1000

/**
 * How many more people the workers can carry, from what those who are there cost. Readings come every two seconds.
 */
export class Headroom {
  /** Of a core, for one track. */
  #cost = USUAL_COST
  #left: number | null = null
  #over = 0
  #under = 0
  #full = false

  /** @param core the share of a core that a worker may use, 0 to 1. */
  read(workers: readonly WorkerReading[], core: number, attendance: Attendance): void {
    if (workers.length === 0) return
    const flows = workers.reduce((sum, worker) => sum + worker.flows, 0)
    const used = workers.reduce((sum, worker) => sum + worker.used, 0)
    if (flows >= TELLING_FLOWS && attendance.opened <= CALM_OPENED)
      this.#cost += WEIGHT * ((used * core) / flows - this.#cost)
    const cost = this.#cost / core
    // Tracks that have just begun are not in what was measured yet.
    const free = workers.reduce(
      (sum, worker) => sum + Math.max(0, 1 - Math.max(worker.used, worker.flows * cost)),
      0,
    )
    this.#left = peopleFor(free / cost, flows, attendance)
    const measured = attendance.opened <= STORM_OPENED && workers.every((one) => one.lowest && one.used >= 1)
    this.#judge(measured || workers.every((worker) => worker.flows * cost >= 1))
  }

  /** About how many more people can be carried; 0 only when {@link full}; null before anything was measured. */
  get left(): number | null {
    if (this.#full) return 0
    return this.#left === null ? null : Math.max(1, this.#left)
  }

  /** Whether nobody more can be carried. */
  get full(): boolean {
    return this.#full
  }

  #judge(over: boolean): void {
    this.#over = over ? this.#over + 1 : 0
    this.#under = over ? 0 : this.#under + 1
    if (this.#over >= PATIENCE) this.#full = true
    // A place must be free, and not only the last picture that was made smaller.
    if (this.#under >= PATIENCE && this.#left !== 0) this.#full = false
  }
}

/**
 * How many people fit into so many tracks more: each receives what those do who are there, and sends as much as they do,
 * to as many. With each one who sends, the next one costs more.
 */
function peopleFor(tracks: number, flows: number, { people, sent }: Attendance): number {
  // Where nobody sends anything yet, everybody will: sound and picture.
  const average = sent === 0 ? 2 : sent / people
  // Where few send to many, whoever comes will watch.
  const each = average < 0.5 ? 0 : average
  let receives = sent === 0 ? 0 : flows / people + each
  let watched = sent === 0 ? 0 : flows / sent + 1
  let free = tracks
  for (let count = 0; count < MOST; count += 1) {
    free -= receives + each * watched
    if (free < 0) return count
    receives += each
    watched += 1
  }
  return MOST
}
