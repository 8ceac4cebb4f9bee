import type { HostFailure, HostFailureCode } from '../../../protocol/hostProcess/hostFailure.ts'
import {
  type HostConfig,
  type HostRunning,
  hostToShellSchema,
} from '../../../protocol/hostProcess/messages.ts'
import type { Power } from '../../../protocol/power.ts'
import type { OutsideAccessConfig } from '../../../protocol/hostProcess/outsideAccess.ts'
import { hostPatience } from '../../supervision/hostPatience.ts'
import { watchForHang } from '../../supervision/watchForHang.ts'
import type { HostProcess } from './HostProcess.ts'

export interface PeopleCount {
  /** Everyone in a room of this host. */
  readonly people: number
  /** The same without the person at this computer: whom stopping would cut off. */
  readonly others: number
}

export type StartOutcome =
  | { readonly type: 'running'; readonly running: HostRunning }
  | ({ readonly type: 'failed' } & HostFailure)

export interface HostRunTimes {
  /** Making a key, a certificate and the media workers takes a second or two; a slow disk may need ten. */
  readonly startMs: number
  /** The host says goodbye within 500 ms; past this it hangs and is killed. */
  readonly stopMs: number
  /** A count is needed while a person waits for the window to close. */
  readonly peopleMs: number
}

/** One life of the host's process: from its start to its exit. */
export class HostRun {
  readonly #child: HostProcess
  readonly #times: HostRunTimes
  readonly #onRunning: (running: HostRunning) => void
  /** Resolves when the process is gone, whatever ended it. Never rejects. */
  readonly exited: Promise<void>
  #settleStart: ((outcome: StartOutcome) => void) | null = null
  #answered: (() => void) | null = null
  #nextId = 1
  readonly #counts = new Map<number, (count: PeopleCount) => void>()

  /** @param onRunning called when a running host's facts change, such as an address of this computer. */
  constructor(child: HostProcess, times: HostRunTimes, onRunning: (running: HostRunning) => void) {
    this.#child = child
    this.#times = times
    this.#onRunning = onRunning
    this.exited = new Promise((resolve) => child.onExit(() => resolve()))
    child.onMessage((message) => this.#receive(message))
  }

  /** Starts hosting, once. A process that fails, exits or says nothing for too long is ended. */
  async start(config: HostConfig): Promise<StartOutcome> {
    const answered = new Promise<StartOutcome>((resolve) => {
      this.#settleStart = resolve
    })
    const fail = (code: HostFailureCode) => this.#settleStart?.({ type: 'failed', code })
    const timer = setTimeout(() => fail('start_timeout'), this.#times.startMs)
    void this.exited.then(() => fail('host_exited'))
    this.#child.post({ type: 'start', config })
    const outcome = await answered
    this.#settleStart = null
    clearTimeout(timer)
    if (outcome.type === 'failed') this.#child.kill()
    else this.#watch()
    return outcome
  }

  announce(on: boolean): void {
    this.#child.post({ type: 'announce', on })
  }

  power(power: Power): void {
    this.#child.post({ type: 'power', power })
  }

  outside(wish: OutsideAccessConfig): void {
    this.#child.post({ type: 'outside', wish })
  }

  /** @returns null when the host does not answer in time. */
  people(): Promise<PeopleCount | null> {
    const id = this.#nextId++
    const answer = new Promise<PeopleCount | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), this.#times.peopleMs)
      this.#counts.set(id, (count) => {
        clearTimeout(timer)
        resolve(count)
      })
      void this.exited.then(() => resolve(null))
    }).finally(() => this.#counts.delete(id))
    this.#child.post({ type: 'people', id })
    return answer
  }

  /** Asks the host to say goodbye and close, and kills it when it does not. Resolves when the process is gone. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child.kill(), this.#times.stopMs)
    this.#child.post({ type: 'stop' })
    await this.exited
    clearTimeout(timer)
  }

  /** Ends the host at once, without a goodbye. `exited` follows. */
  kill(): void {
    this.#child.kill()
  }

  /** A host that hangs is killed; whoever waits for its end starts another one. */
  #watch(): void {
    const ping = () =>
      new Promise<void>((resolve) => {
        this.#answered = resolve
        this.#child.post({ type: 'ping' })
      })
    const stop = watchForHang({ answers: ping, kill: () => this.#child.kill() }, hostPatience)
    void this.exited.then(stop)
  }

  #receive(data: unknown): void {
    const parsed = hostToShellSchema.safeParse(data)
    if (!parsed.success) return
    const message = parsed.data
    switch (message.type) {
      case 'running':
        if (this.#settleStart === null) return this.#onRunning(message)
        return this.#settleStart({ type: 'running', running: message })
      case 'failed':
        // While it starts this is the start's answer; a host that fails later cannot go on and is replaced.
        this.#settleStart?.(message)
        return this.#child.kill()
      case 'people': {
        const others = message.others ?? Math.max(0, message.people - 1)
        return this.#counts.get(message.id)?.({ people: message.people, others })
      }
      case 'pong':
        return this.#answered?.()
      case 'stopped':
        return this.#child.kill()
      default:
        return message satisfies never
    }
  }
}
