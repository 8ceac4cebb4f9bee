import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { PasswordProblem } from '../sessionState.ts'

/**
 * What a refusal says of the password that was given.
 *
 * @param asked whether the room has asked for one before: then one that comes too soon after others is meant.
 * @returns null where it was refused for something else.
 */
export function passwordProblem(error: unknown, asked: boolean): PasswordProblem | null {
  if (!(error instanceof ProtocolError)) return null
  switch (error.code) {
    case 'password_needed':
      return { problem: 'needed' }
    case 'wrong_password':
      return { problem: 'wrong' }
    case 'rate_limited':
    case 'too_many_tries': {
      const waitMs = error.details?.['retryAfterMs']
      if (typeof waitMs !== 'number' || (error.code === 'rate_limited' && !asked)) return null
      const problem = error.code === 'rate_limited' ? 'tooSoon' : 'tooMany'
      return { problem, retryAt: Date.now() + waitMs }
    }
    default:
      return null
  }
}
