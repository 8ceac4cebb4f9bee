import { closeCodes } from '../../../protocol/wire/closeCodes.ts'

interface Closable {
  close(code: typeof closeCodes.full, reason: string): void
}

/** Ends a connection for which the host has no place. */
export function refuseFull(connection: Closable): void {
  connection.close(closeCodes.full, 'The host has too many connections. Try again later.')
}
