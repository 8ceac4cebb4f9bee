import { type ErrorCode, ProtocolError } from '../../../protocol/wire/errors.ts'

/** Why the host has refused; null where it was not the host. */
export function refusalCode(error: unknown): ErrorCode | null {
  return error instanceof ProtocolError ? error.code : null
}
