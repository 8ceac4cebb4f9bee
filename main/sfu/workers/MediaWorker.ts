import * as mediasoup from 'mediasoup'
import { fieldTrials } from './fieldTrials.ts'
import { OverloadCap } from '../allocation/OverloadCap.ts'
import { CpuMeter } from './CpuMeter.ts'
import { type Carried, type Load, sumLoads } from './Load.ts'
import { MediaListeners } from '../session/MediaListeners.ts'
import type { FindOutside } from './portMapping.ts'
import { type Actor, RecentActs } from './RecentActs.ts'
import { type MediaLog, unlessClosed } from '../routing/unlessClosed.ts'
import { type WorkerUsage, workerUsage } from './workerUsage.ts'

/** Where a worker listens for media. Port 0 takes any free port. */
export interface MediaListen {
  /** Local addresses to listen on at first, the likeliest to be reached before others. */
  readonly addresses: readonly string[]
  /** An address to tell clients besides, for a host behind NAT; it leads to the last one of its kind among `addresses`. */
  readonly announce: string | null
  readonly port: number
  /** Where its ports are reached from outside the network. */
  readonly outside: FindOutside
}

const START_TIMEOUT_MS = 5000
/** One mediasoup worker process, and where it listens: all its transports share that. */
export class MediaWorker {
  readonly worker: mediasoup.types.Worker
  readonly listeners: MediaListeners
  /** An address to tell clients besides. */
  readonly announce: string | null
  readonly outside: FindOutside
  /** Told of what fails on this worker. */
  readonly log: MediaLog
  /** How large pictures may be here. */
  readonly ceiling = new OverloadCap()
  #rooms = 0
  readonly #carried = new Set<Carried>()
  readonly #acts = new RecentActs()
  readonly #cpu = new CpuMeter()
  /** When the program last answered that it lives (monotonic milliseconds). */
  #wellAt = performance.now()
  #hung = false

  private constructor(
    worker: mediasoup.types.Worker,
    listeners: MediaListeners,
    { announce, outside }: MediaListen,
    log: MediaLog,
  ) {
    this.worker = worker
    this.listeners = listeners
    this.announce = announce
    this.outside = outside
    this.log = log
    worker.observer.on('newrouter', (router) => {
      this.#rooms += 1
      router.observer.once('close', () => {
        this.#rooms -= 1
      })
    })
  }

  /** @throws when the program cannot be started within five seconds, or the port is taken. */
  static async create(listen: MediaListen, workerBin: string | null, log: MediaLog): Promise<MediaWorker> {
    const starting = mediasoup.createWorker({
      logLevel: 'warn',
      libwebrtcFieldTrials: fieldTrials,
      ...(workerBin === null ? {} : { workerBin }),
    })
    const worker = await withTimeout(starting, START_TIMEOUT_MS, log)
    try {
      const listeners = new MediaListeners(worker, listen.port, log)
      await listeners.follow(listen.addresses)
      return new MediaWorker(worker, listeners, listen, log)
    } catch (error) {
      worker.close()
      throw error
    }
  }

  /** Whether an address is still one at which it is reached. */
  isCurrent(address: string): boolean {
    return this.listeners.isCurrent(address)
  }

  /** How many routers this worker has now, those of standbys included. */
  get rooms(): number {
    return this.#rooms
  }

  /** Counts something among what this worker has to do, until the answer is called. */
  carry(carried: Carried): () => void {
    this.#carried.add(carried)
    return () => this.#carried.delete(carried)
  }

  get load(): Load {
    return sumLoads(this.#carried)
  }

  /** The share of one core that it has used in the last seconds, 0 to 1. */
  get cpu(): number {
    return this.#cpu.share
  }

  /** Does work that passes a client's input to the program, and remembers whose it was. */
  async during<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    const answered = this.#acts.begin(actor, performance.now())
    try {
      return await work()
    } finally {
      // Where the program has died, the suspects have been asked for before this runs.
      answered()
    }
  }

  /** Who may have ended the program, the likeliest first. To be asked when it has died. */
  get suspects(): readonly Actor[] {
    return this.#acts.suspects(this.#hung ? this.#wellAt : performance.now())
  }

  /** Null where the worker does not answer. */
  usage(): Promise<WorkerUsage | null> {
    return workerUsage(this.worker, this.log)
  }

  /** Ends the program by force because it no longer answers; what follows is the same as when it dies. */
  kill(): void {
    this.#hung = true
    try {
      process.kill(this.worker.pid, 'SIGKILL')
    } catch (error) {
      // It may have ended by itself in the meantime.
      unlessClosed(this.worker, this.log, 'ending a worker', { pid: this.worker.pid })(error)
    }
  }

  /** Asks the program whether it lives. Resolves when it answers, or has ended. */
  async answers(): Promise<void> {
    const { pid } = this.worker
    const asked = this.worker.getResourceUsage()
    asked.catch(unlessClosed(this.worker, this.log, 'asking a worker what it uses', { pid }))
    const used = await asked.catch(() => undefined)
    this.#wellAt = performance.now()
    if (used !== undefined) this.#cpu.measured(used.ru_utime + used.ru_stime, this.#wellAt)
  }

  close(): void {
    this.worker.close()
  }
}

/** A worker that comes up after its time was over is closed, so that no process is left behind. */
async function withTimeout(
  starting: Promise<mediasoup.types.Worker>,
  ms: number,
  log: MediaLog,
): Promise<mediasoup.types.Worker> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The media worker did not start within ${ms / 1000} seconds.`))
      starting.then(
        (worker) => worker.close(),
        (error: unknown) => log.warn({ error }, 'a media worker has failed long after it was started'),
      )
    }, ms)
  })
  try {
    return await Promise.race([starting, late])
  } finally {
    clearTimeout(timer)
  }
}
