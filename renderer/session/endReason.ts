import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import type { EndReason } from './sessionState.ts'

/** Why a meeting that we were in is over. @param code with which the connection was closed for good. */
export function endReason(code: number): EndReason {
  switch (code) {
    case closeCodes.removed:
      return 'removed'
    case closeCodes.hostStopped:
      return 'host_stopped'
    case closeCodes.restarting:
      return 'host_gone'
    case closeCodes.tooSlow:
      return 'too_slow'
    default:
      return 'connection_lost'
  }
}
