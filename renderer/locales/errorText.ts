import type { TFunction } from 'i18next'
import { type ErrorCode, errors } from '../../protocol/wire/errors.ts'

/** A code of the wire, and the sentence that the host sent along with it. */
interface Refusal {
  readonly code: ErrorCode
  readonly message: string
}

/**
 * What a refusal of the host says to people: the catalogue's sentence for its code. A newer host may have sent a code that
 * reads as `internal` here; then its own sentence is all that is known.
 */
export function errorText(t: TFunction, { code, message }: Refusal): string {
  return code === 'internal' && message !== errors.internal.message ? message : t(`refusal.${code}`)
}
