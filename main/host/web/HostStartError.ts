import type { HostFailure, HostFailureCode } from '../../../protocol/hostProcess/hostFailure.ts'

/** Why a host did not start: a stable code, with what it is about. The catalogue has a sentence for each. */
export class HostStartError extends Error {
  readonly code: HostFailureCode
  /** The code again, and the facts that a sentence about it needs. */
  readonly failure: HostFailure

  constructor(code: HostFailureCode, facts: Omit<HostFailure, 'code'> = {}) {
    super([code, facts.port, facts.detail].filter((one) => one !== undefined).join(' '))
    this.name = 'HostStartError'
    this.code = code
    this.failure = { code, ...facts }
  }
}
