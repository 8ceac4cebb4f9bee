import { createStore, type StoreApi } from 'zustand/vanilla'
import { type CheckName, CHECKS, type Finding } from './finding.ts'

/** How far one check is. */
export type CheckState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  /** Only the person can tell. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly finding: Finding }
  /** Not done: it depends on one that failed, or everything was stopped. */
  | { readonly kind: 'skipped' }

export interface ConnectionCheckState {
  readonly running: boolean
  readonly checks: Readonly<Record<CheckName, CheckState>>
  /** The newest, to be read aloud. */
  readonly newest: Finding | null
}

/** What a check may use while it runs. */
export interface CheckTools {
  /** Aborted when the person stops it: then a check ends at once and leaves nothing open. */
  readonly signal: AbortSignal
  /** Asks the person. Rejects when stopped. */
  readonly ask: () => Promise<boolean>
  /** Shows how loud the microphone is, 0 to 1. */
  readonly level: (level: number) => void
}

/** One thing to look at. Null: it does not apply, because of what others have found. */
export interface Check {
  readonly name: CheckName
  readonly run: (tools: CheckTools) => Promise<Finding | null>
}

/** What the views know of it. */
export type ConnectionCheckView = Pick<
  ConnectionCheck,
  'names' | 'store' | 'run' | 'stop' | 'answer' | 'watchLevel'
>

/** Looks, before a call, whether it will work. Lanes run beside each other; within one, a check follows the other. */
export class ConnectionCheck {
  readonly store: StoreApi<ConnectionCheckState> = createStore<ConnectionCheckState>(() => ({
    running: false,
    checks: allAre({ kind: 'waiting' }),
    newest: null,
  }))
  /** What is looked at, in the order in which it is shown. */
  readonly names: readonly CheckName[]
  readonly #lanes: () => readonly (readonly Check[])[]
  readonly #levels = new Set<(level: number) => void>()
  #control = new AbortController()
  #answer: ((heard: boolean) => void) | null = null

  /** @param lanes made anew for each run. @param names of all checks in them; those that are in none stay undone. */
  constructor(lanes: () => readonly (readonly Check[])[], names: readonly CheckName[] = CHECKS) {
    this.#lanes = lanes
    this.names = CHECKS.filter((name) => names.includes(name))
  }

  /** Does everything, from the beginning. Resolves when it is over; never throws. */
  async run(): Promise<void> {
    this.stop()
    const control = new AbortController()
    this.#control = control
    this.store.setState({ running: true, checks: allAre({ kind: 'waiting' }), newest: null })
    await Promise.all(this.#lanes().map((lane) => this.#runLane(lane, control.signal)))
    if (!control.signal.aborted) this.#finish()
  }

  /** Stops what is going on, also what waits for the browser's own question. What was found stays. */
  stop(): void {
    this.#control.abort()
    this.#finish()
  }

  /** The person's answer to what is asked. */
  answer(yes: boolean): void {
    this.#answer?.(yes)
  }

  watchLevel(listener: (level: number) => void): () => void {
    this.#levels.add(listener)
    return () => this.#levels.delete(listener)
  }

  async #runLane(lane: readonly Check[], signal: AbortSignal): Promise<void> {
    for (const { name, run } of lane) {
      if (signal.aborted) return
      this.#set(name, { kind: 'running' })
      const finding = await run({
        signal,
        ask: () => this.#ask(name, signal),
        level: (level) => this.#levels.forEach((listener) => listener(level)),
      }).catch(() => null)
      if (signal.aborted) return
      this.#set(name, finding === null ? { kind: 'skipped' } : { kind: 'found', finding })
      if (finding !== null) this.store.setState({ newest: finding })
    }
  }

  #finish(): void {
    this.store.setState({ running: false })
    for (const name of CHECKS)
      if (this.store.getState().checks[name].kind !== 'found') this.#set(name, { kind: 'skipped' })
  }

  #ask(name: CheckName, signal: AbortSignal): Promise<boolean> {
    this.#set(name, { kind: 'asking' })
    return new Promise((resolve, reject) => {
      this.#answer = resolve
      signal.addEventListener('abort', () => reject(new Error('Stopped.')), { once: true })
    })
  }

  #set(name: CheckName, state: CheckState): void {
    this.store.setState(({ checks }) => ({ checks: { ...checks, [name]: state } }))
  }
}

function allAre(state: CheckState): ConnectionCheckState['checks'] {
  return {
    camera: state,
    microphone: state,
    speaker: state,
    reach: state,
    host: state,
    way: state,
    udp: state,
    tcp: state,
    speed: state,
    unplugged: state,
  }
}
