import type { UpdateProblem } from '../../../protocol/ipc/update.ts'

/** Why there is no update, or not this one. */
export class UpdateError extends Error {
  readonly code: UpdateProblem

  constructor(code: UpdateProblem) {
    super(code)
    this.name = 'UpdateError'
    this.code = code
  }
}
