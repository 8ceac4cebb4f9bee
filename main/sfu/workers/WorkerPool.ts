import { type MediaListen, MediaWorker } from './MediaWorker.ts'
import { type HangPatience, watchForHang } from '../../supervision/watchForHang.ts'
import { pickWorker } from './pickWorker.ts'
import { type MediaLog, unlessClosed } from '../routing/unlessClosed.ts'
import type { WorkerUsage } from './workerUsage.ts'

/** A worker carries sound: two seconds of silence, noticed two and a half after the last answer at most. */
const WORKER_PATIENCE: HangPatience = { lookMs: 500, looks: 4 }

export interface WorkerReport extends WorkerUsage {
  /** The number of its slot. */
  readonly worker: number
  /** Tracks that it sends to people. */
  readonly consumers: number
}

export interface WorkerPoolOptions {
  /** Workers that carry rooms; one more is kept warm as a spare. */
  readonly workers: number
  /** `port` is the first worker's; the next ones have the ports after it. */
  readonly listen: MediaListen
  /** Whether any free port may be taken where the wanted one is in use. */
  readonly anyPort: boolean
  readonly workerBin: string | null
  readonly log: MediaLog
  /** Tells of a worker that could not start or that died; another is being tried. The same reason again is not told again. */
  readonly onProblem: (error: Error) => void
  /** Tells of a worker that has died. */
  readonly onDeath: (worker: MediaWorker) => void
  /** Tells that the first worker lives now, or that the last one has died. */
  readonly onTurn: () => void
}

const RETRY_MS = 1000

/**
 * Keeps as many media workers alive as wanted, plus one warm spare that takes a dead one's place at once.
 * With none that starts it stays empty: the host then carries rooms and chat without sound and pictures.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions
  /** By slot: a slot's port stays the same for all workers that live in it one after another. */
  readonly #slots: (MediaWorker | null)[]
  readonly #retries = new Set<NodeJS.Timeout>()
  #closed = false
  /** By slot: why no worker started there, as long as none does. */
  readonly #unstarted = new Map<number, string>()
  /** Workers that do not listen on all that they should. */
  readonly #deaf = new WeakSet<MediaWorker>()
  /** Where workers listen now, those included that are started from now on. */
  #addresses: readonly string[]

  private constructor(options: WorkerPoolOptions) {
    this.#options = options
    this.#addresses = options.listen.addresses
    this.#slots = Array.from({ length: options.workers + 1 }, () => null)
  }

  /** Starts all workers at once and waits for each one's first try. Never throws: see {@link alive}. */
  static async create(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options)
    await Promise.all(pool.#slots.map((_worker, slot) => pool.#start(slot)))
    return pool
  }

  get alive(): readonly MediaWorker[] {
    return this.#slots.filter((worker) => worker !== null)
  }

  /** How many workers are to carry rooms, the spare not counted. */
  get wanted(): number {
    return this.#options.workers
  }

  /** The workers that are to carry people, and the spare while it does. */
  get carrying(): readonly MediaWorker[] {
    const { alive, wanted } = this
    return alive.filter(({ load }, index) => index < wanted || load.people > 0)
  }

  /**
   * The worker for somebody who comes; undefined when none lives.
   *
   * @param present those that carry the same room.
   * @param most the tracks that one worker is to send on.
   */
  pick(present: readonly MediaWorker[], most: number): MediaWorker | undefined {
    return pickWorker(present, this.alive.slice(0, this.wanted), most)
  }

  /**
   * The worker that is to take another's place: the spare, as long as nothing else is to be done; where that is the one
   * that may die, the freest.
   */
  standbyFor(worker: MediaWorker): MediaWorker | undefined {
    const [spare, ...others] = this.alive.toReversed()
    if (spare !== worker) return spare
    return others.toSorted((one, other) => one.load.expected - other.load.expected)[0]
  }

  /** What each living worker uses, by slot. One that does not answer is left out. */
  async usage(): Promise<readonly WorkerReport[]> {
    const asked = this.#slots.map(async (worker, slot) => {
      const used = (await worker?.usage()) ?? null
      return used === null ? [] : [{ worker: slot, ...used, consumers: worker?.load.flows ?? 0 }]
    })
    return (await Promise.all(asked)).flat()
  }

  /** Has all workers listen on these addresses from now on. Never rejects. */
  async follow(addresses: readonly string[]): Promise<void> {
    this.#addresses = addresses
    await Promise.all(
      this.alive.map(async (worker) => {
        try {
          await worker.listeners.follow(addresses)
          this.#deaf.delete(worker)
        } catch (error) {
          // It is tried again at each look.
          if (this.#deaf.has(worker)) return
          this.#deaf.add(worker)
          const { pid } = worker.worker
          unlessClosed(worker.worker, this.#options.log, 'listening on other addresses', { pid })(error)
        }
      }),
    )
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#retries) clearTimeout(timer)
    for (const worker of this.alive) worker.close()
    this.#slots.fill(null)
  }

  async #start(slot: number): Promise<void> {
    try {
      const worker = await this.#create(slot)
      if (this.#closed) return worker.close()
      this.#slots[slot] = worker
      this.#unstarted.delete(slot)
      if (this.alive.length === 1) this.#options.onTurn()
      const stopWatching = watchForHang(worker, WORKER_PATIENCE)
      worker.worker.observer.once('close', stopWatching)
      worker.worker.on('died', (error) => {
        stopWatching()
        this.#slots[slot] = null
        this.#options.onDeath(worker)
        if (this.alive.length === 0) this.#options.onTurn()
        this.#options.onProblem(error)
        this.#startLater(slot)
      })
    } catch (error) {
      const problem = error instanceof Error ? error : new Error(String(error))
      if (!this.#closed && this.#unstarted.get(slot) !== problem.message) this.#options.onProblem(problem)
      this.#unstarted.set(slot, problem.message)
      this.#startLater(slot)
    }
  }

  async #create(slot: number): Promise<MediaWorker> {
    const { listen, workerBin, anyPort, log } = this.#options
    const port = listen.port === 0 ? 0 : listen.port + slot
    const at = (one: number) =>
      MediaWorker.create({ ...listen, addresses: this.#addresses, port: one }, workerBin, log)
    try {
      return await at(port)
    } catch (error) {
      if (!anyPort || port === 0) throw error
      const worker = await at(0)
      log.warn({ error, port }, 'a media port is taken; the worker listens on another one')
      return worker
    }
  }

  #startLater(slot: number): void {
    if (this.#closed) return
    const timer = setTimeout(() => {
      this.#retries.delete(timer)
      void this.#start(slot)
    }, RETRY_MS)
    this.#retries.add(timer)
  }
}
