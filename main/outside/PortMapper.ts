import type { MappedPort, OutsideAccessState } from '../../protocol/hostProcess/outsideAccess.ts'
import { isPublicAddress } from '../network/isPublicAddress.ts'
import type { Gateway } from './Gateway.ts'

/** A host that dies without a word leaves its ports open for no longer than this. */
const LIFETIME_S = 3600
const RENEW_AFTER_MS = (LIFETIME_S * 1000) / 2
/** Somebody may switch the router on, or change how it is set. */
const RETRY_MS = 60_000
/** The end of hosting does not wait for a router that is slow to close. */
const CLOSE_WITHIN_MS = 300

export type WantedPort = Omit<MappedPort, 'outside'>

export interface PortMapperOptions {
  /** Null: none answers. Rejects where one does and refuses. */
  readonly findRouter: () => Promise<Gateway | null>
  readonly ports: readonly WantedPort[]
  readonly onChange: (state: OutsideAccessState) => void
  /** Calls back after so many milliseconds. @returns what calls that off. */
  readonly after: (ms: number, call: () => void) => () => void
}

/** Has the router lead the host's ports to it for as long as that is wanted: asks, renews, and closes them in the end. */
export class PortMapper {
  readonly #options: PortMapperOptions
  #state: OutsideAccessState = { state: 'off' }
  #wanted = false
  #router: Gateway | null = null
  /** What it has opened for us: another's ports must not be closed. */
  #opened: WantedPort[] = []
  #stopTimer: (() => void) | null = null
  /** One after the other: what is on its way to be opened is opened before it is closed. */
  #work: Promise<void> = Promise.resolve()

  constructor(options: PortMapperOptions) {
    this.#options = options
  }

  get state(): OutsideAccessState {
    return this.#state
  }

  /** Resolves when the router was asked. Never rejects. */
  enable(on: boolean): Promise<void> {
    if (on === this.#wanted) return this.#work
    this.#wanted = on
    return this.#next(() => (on ? this.#open() : this.#shut()))
  }

  /** Another router may be the one to ask now: asks at once. */
  again(): void {
    if (this.#wanted) void this.#next(() => this.#open())
  }

  /** Closes what was opened; a router that is slow is not waited for. May be called twice. */
  async close(): Promise<void> {
    const closed = this.enable(false)
    let timer: NodeJS.Timeout | undefined
    await Promise.race([
      closed,
      new Promise((resolve) => {
        timer = setTimeout(resolve, CLOSE_WITHIN_MS)
      }),
    ])
    clearTimeout(timer)
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work)
    return this.#work
  }

  async #open(): Promise<void> {
    if (!this.#wanted) return
    this.#stopTimer?.()
    if (this.#state.state !== 'open') this.#set({ state: 'asking' })
    const state = await this.#ask()
    if (!this.#wanted) return
    this.#set(state)
    const ms = state.state === 'open' ? RENEW_AFTER_MS : RETRY_MS
    this.#stopTimer = this.#options.after(ms, () => void this.#next(() => this.#open()))
  }

  async #ask(): Promise<OutsideAccessState> {
    const router = await this.#options.findRouter().catch(() => 'refuses' as const)
    if (router === 'refuses') return { state: 'failed', code: 'refused' }
    if (router === null) return { state: 'failed', code: 'no_router' }
    const { outerAddress: address } = router
    if (!isPublicAddress(address)) return { state: 'failed', code: 'no_public_address' }
    this.#router = router
    this.#opened = []
    const ports: MappedPort[] = []
    try {
      for (const port of this.#options.ports) {
        ports.push({ ...port, outside: await router.map(port.protocol, port.inside, LIFETIME_S) })
        this.#opened.push(port)
      }
    } catch {
      // Half of it would let people in who then see and hear nothing.
      await this.#unmapAll(router)
      return { state: 'failed', code: 'refused' }
    }
    return { state: 'open', address, ports }
  }

  async #shut(): Promise<void> {
    this.#stopTimer?.()
    this.#stopTimer = null
    const router = this.#router
    this.#set({ state: 'off' })
    if (router !== null) await this.#unmapAll(router)
  }

  async #unmapAll(router: Gateway): Promise<void> {
    this.#router = null
    const closing = this.#opened.splice(0).map(({ protocol, inside }) => router.unmap(protocol, inside))
    await Promise.allSettled(closing)
  }

  #set(state: OutsideAccessState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return
    this.#state = state
    this.#options.onChange(state)
  }
}
