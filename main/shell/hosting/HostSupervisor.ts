import type { Decided, HostRunning } from '../../../protocol/hostProcess/messages.ts'
import type { HostingState } from '../../../protocol/ipc/ipc.ts'
import { MAINS, type Power } from '../../../protocol/power.ts'
import type { OutsideAccessConfig } from '../../../protocol/hostProcess/outsideAccess.ts'
import type { Log } from '../log.ts'
import type { HostProcess } from './HostProcess.ts'
import { HostRun, type HostRunTimes, type PeopleCount, type StartOutcome } from './HostRun.ts'
import { RestartBudget } from '../../supervision/RestartBudget.ts'

/** Where a host listens unless another program sits there. */
const DEFAULT_PORT = 8443

const defaultTimes: HostRunTimes = { startMs: 20_000, stopMs: 2000, peopleMs: 1000 }

export interface HostSupervisorOptions {
  readonly fork: () => HostProcess
  /** False where an administrator has turned hosting off: then no process is ever started. */
  readonly allowed: boolean
  /** Looks before each start whether what would be started is ours; null: it is. */
  readonly check?: () => Promise<Failure | null>
  readonly dataDir: string
  readonly staticDir: string
  /** The port the person asked for: that one or none. Null: 8443, or any free one where that is taken. */
  readonly port: number | null
  /** What an administrator has decided about the host; nothing where left out. */
  readonly decided?: Decided
  /** Called on every change. */
  readonly announce: (state: HostingState) => void
  readonly log: Log
  readonly times?: HostRunTimes
}

/** From the wish to host to its end; crashes and restarts lie within. */
interface Life {
  /** Set by `stop`: whatever still runs for this life must not announce anything any more. */
  over: boolean
  run: HostRun | null
  port: number | null
  readonly restarts: RestartBudget
}

type Failure = Extract<StartOutcome, { type: 'failed' }>

const crashed: Failure = { type: 'failed', code: 'host_crashed' }
const turnedOff: Failure = { type: 'failed', code: 'turned_off' }

/** Keeps the host's process running for as long as the person wants to host. */
export class HostSupervisor {
  readonly #options: HostSupervisorOptions
  #state: HostingState = { state: 'stopped' }
  #life: Life | null = null
  #starting: Promise<HostingState> | null = null
  #stopping: Promise<void> | null = null
  /** The process that says goodbye. */
  #leaving: HostRun | null = null
  #announce = true
  #power: Power = MAINS
  #outside: OutsideAccessConfig = { mapPorts: false, iceServers: '' }

  constructor(options: HostSupervisorOptions) {
    this.#options = options
  }

  get state(): HostingState {
    return this.#state
  }

  /** Whether a process of the host may exist: the app must not end without stopping it. */
  get alive(): boolean {
    return this.#life !== null || this.#stopping !== null
  }

  /** Starts hosting, or answers with the host that runs. Resolves when it runs or has failed; never rejects. */
  async start(): Promise<HostingState> {
    await this.#stopping
    if (this.#life !== null) return this.#starting ?? this.#state
    const port = this.#options.port ?? DEFAULT_PORT
    const life: Life = { over: false, run: null, port, restarts: new RestartBudget() }
    this.#life = life
    return this.#begin(life, this.#launch(life))
  }

  /** Says goodbye to everyone and ends the process, within two seconds. Resolves when it is gone. */
  async stop(): Promise<void> {
    const life = this.#life
    if (life === null) return this.#stopping ?? undefined
    life.over = true
    this.#life = null
    this.#starting = null
    this.#leaving = life.run
    this.#stopping = life.run?.stop() ?? Promise.resolve()
    await this.#stopping
    this.#leaving = null
    this.#stopping = null
    this.#set({ state: 'stopped' })
  }

  /** Does not wait for the goodbyes any longer that `stop` waits for. */
  hurry(): void {
    this.#leaving?.kill()
  }

  /** Whether the local network is told of the rooms here: now, and by every host that is started later. */
  announce(on: boolean): void {
    this.#announce = on
    this.#life?.run?.announce(on)
  }

  /** What this computer runs on: everybody in its rooms is told, now and by every host that is started later. */
  setPower(power: Power): void {
    this.#power = power
    this.#life?.run?.power(power)
  }

  /** By what guests from outside get here: now, and at every host that is started later. */
  outside(wish: OutsideAccessConfig): void {
    if (wish.mapPorts === this.#outside.mapPorts && wish.iceServers === this.#outside.iceServers) return
    this.#outside = wish
    this.#life?.run?.outside(wish)
  }

  /** Nobody is counted while the host does not run or does not answer. */
  async people(): Promise<PeopleCount> {
    const run = this.#state.state === 'running' ? this.#life?.run : null
    return (await run?.people()) ?? { people: 0, others: 0 }
  }

  #begin(life: Life, launched: Promise<StartOutcome>): Promise<HostingState> {
    this.#set({ state: 'starting' })
    const settled = launched.then((outcome) => this.#settle(life, outcome))
    this.#starting = settled
    return settled
  }

  /** One process; a second one on any free port where the usual port is taken and nobody insisted on it. */
  async #launch(life: Life): Promise<StartOutcome> {
    const outcome = await this.#try(life)
    if (outcome.type === 'running' || outcome.code !== 'port_taken') return outcome
    if (life.over || life.port === null || this.#options.port !== null) return outcome
    life.port = null
    return this.#try(life)
  }

  async #try(life: Life): Promise<StartOutcome> {
    const { allowed, fork, check, dataDir, staticDir, decided = {}, times } = this.#options
    if (!allowed) return turnedOff
    if (check !== undefined) {
      const problem = await check()
      if (problem !== null || life.over) return problem ?? crashed
    }
    const run = new HostRun(fork(), times ?? defaultTimes, (running) => this.#announceRunning(life, running))
    life.run = run
    return run.start({
      dataDir,
      staticDir,
      port: life.port,
      announce: this.#announce,
      outside: this.#outside,
      decided,
    })
  }

  #settle(life: Life, outcome: StartOutcome): HostingState {
    if (life.over) return this.#state
    this.#starting = null
    if (outcome.type === 'failed') {
      this.#options.log.warn(`the host could not start (${outcome.code})`)
      this.#fail(outcome)
    } else {
      // After a crash the host should come back where the invite links point.
      life.port = Number(new URL(outcome.running.base).port) || life.port
      this.#announceRunning(life, outcome.running)
      if (this.#power.type !== 'mains') life.run?.power(this.#power)
      void life.run?.exited.then(() => this.#restart(life))
    }
    return this.#state
  }

  #restart(life: Life): void {
    if (life.over) return
    this.#options.log.warn('the host ended unexpectedly')
    const relaunch = async (): Promise<StartOutcome> => {
      for (;;) {
        const pauseMs = life.restarts.next(performance.now())
        if (pauseMs === null) return crashed
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
        if (life.over) return crashed
        const outcome = await this.#launch(life)
        if (outcome.type === 'running' || life.over) return outcome
      }
    }
    void this.#begin(life, relaunch())
  }

  #announceRunning(life: Life, running: HostRunning): void {
    if (life.over) return
    const { base, fingerprint, places, media, outside } = running
    this.#set({ state: 'running', base, fingerprint, places, media, outside })
  }

  #fail({ code, port, detail }: Failure): void {
    this.#life = null
    this.#set({ state: 'failed', code, port, detail })
  }

  #set(state: HostingState): void {
    this.#state = state
    this.#options.announce(state)
  }
}
