export type HostErrorCode =
  | 'port_taken'
  | 'port_forbidden'
  | 'no_such_address'
  | 'no_identity'
  | 'bad_certificate'
  | 'cannot_listen'

/** Why a host did not start: a stable code for programs, a sentence for people. */
export class HostError extends Error {
  readonly code: HostErrorCode

  constructor(code: HostErrorCode, message: string) {
    super(message)
    this.name = 'HostError'
    this.code = code
  }
}
