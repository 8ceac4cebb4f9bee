import type { HostFailure, HostFailureCode } from '../../protocol/hostFailure.ts'

/** Why a host did not start: a stable code for programs, with what it is about; a sentence for whoever reads the terminal. */
export class HostError extends Error {
  readonly code: HostFailureCode
  /** The code again, and the facts that a sentence about it needs. */
  readonly failure: HostFailure

  constructor(code: HostFailureCode, message: string, facts: Omit<HostFailure, 'code'> = {}) {
    super(message)
    this.name = 'HostError'
    this.code = code
    this.failure = { code, ...facts }
  }
}
