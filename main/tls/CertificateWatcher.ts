import type { CertificateObjection } from '../../protocol/rest/operators.ts'
import { browserObjections } from './browserObjections.ts'
import type { Certificate } from './Certificate.ts'

const DAY_MS = 86_400_000
/** ACME tools renew a month before the end; who is later than that has a problem. */
const WARN_BEFORE_MS = 14 * DAY_MS

/** What is wrong with the certificate now; null: nothing. */
export type CertificateProblem = 'not_read' | 'refused' | 'expires_soon' | 'expired'

export interface CertificateState {
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly problem: CertificateProblem | null
  /** What browsers hold against it. */
  readonly objections: CertificateObjection[]
}

const WARNINGS = {
  refused: 'browsers refuse the certificate',
  expired: 'the certificate has expired',
  expires_soon: 'the certificate expires soon',
} as const

export interface CertificateWatcherOptions {
  /** Reads the certificate as it should be now, making or renewing it where that is ours to do. */
  readonly load: (nowMs: number) => Promise<Certificate>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Time between two looks. */
  readonly everyMs: number
  readonly log: {
    info(details: object, text: string): void
    warn(details: object, text: string): void
    error(details: object, text: string): void
  }
}

/**
 * Keeps the certificate that a host shows up to date while it runs. What cannot be read leaves the last one in
 * force: a host with an old certificate is better than none.
 */
export class CertificateWatcher {
  readonly #options: CertificateWatcherOptions
  #current: Certificate
  readonly #listeners = new Set<(certificate: Certificate, before: Certificate) => void>()
  #timer: NodeJS.Timeout | null = null
  #checking: Promise<void> | null = null
  /** The last sentence that was logged about reading it; null: it was read. */
  #unread: string | null = null
  #warnedAt = Number.NEGATIVE_INFINITY

  private constructor(options: CertificateWatcherOptions, current: Certificate) {
    this.#options = options
    this.#current = current
  }

  /** Loads the certificate and looks after it from then on. @throws whatever `load` throws. */
  static async open(options: CertificateWatcherOptions): Promise<CertificateWatcher> {
    const keeper = new CertificateWatcher(options, await options.load(options.now()))
    keeper.#warn()
    keeper.#timer = setInterval(() => void keeper.check(), options.everyMs).unref()
    return keeper
  }

  get current(): Certificate {
    return this.#current
  }

  get state(): CertificateState {
    const { expiresAt, cert } = this.#current
    const nowMs = this.#options.now()
    const objections = browserObjections(cert, nowMs)
    const problem = (): CertificateProblem | null => {
      if (expiresAt <= nowMs) return 'expired'
      if (this.#unread !== null) return 'not_read'
      if (objections.length > 0) return 'refused'
      return expiresAt - nowMs <= WARN_BEFORE_MS ? 'expires_soon' : null
    }
    return { expiresAt, problem: problem(), objections }
  }

  /** @param listener called with each new certificate, and the one before it. */
  onChange(listener: (certificate: Certificate, before: Certificate) => void): void {
    this.#listeners.add(listener)
  }

  /** Looks now. Never rejects; resolves when a new certificate is in force. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null
    })
    return this.#checking
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    this.#listeners.clear()
  }

  async #check(): Promise<void> {
    const { load, now, log } = this.#options
    try {
      const found = await load(now())
      if (this.#unread !== null) log.info({}, 'the certificate can be read again')
      this.#unread = null
      if (found.cert !== this.#current.cert || found.key !== this.#current.key) {
        const before = this.#current
        this.#current = found
        this.#warnedAt = Number.NEGATIVE_INFINITY
        for (const listener of this.#listeners) listener(found, before)
        log.info({ expiresAt: new Date(found.expiresAt).toISOString() }, 'a new certificate is in force')
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (why !== this.#unread)
        log.error({ why }, 'the certificate cannot be read; the last one stays in force')
      this.#unread = why
    }
    this.#warn()
  }

  /** Once a day. */
  #warn(): void {
    const { problem, expiresAt, objections } = this.state
    if (problem === null || problem === 'not_read') return
    const nowMs = this.#options.now()
    const since = nowMs - this.#warnedAt
    // A clock that was set back must not silence it for longer.
    if (since >= 0 && since < DAY_MS) return
    this.#warnedAt = nowMs
    const days = Math.max(0, Math.floor((expiresAt - nowMs) / DAY_MS))
    this.#options.log.warn({ days, objections }, WARNINGS[problem])
  }
}
