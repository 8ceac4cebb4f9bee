import type { RoomEvent } from '../../room/features.ts'
import type { Logger } from '../observability/createLogger.ts'
import type { Metrics } from '../observability/Metrics.ts'
import type { RoomWatch } from '../rooms/Room.ts'

/**
 * Counts what happens in rooms, and logs who goes (who comes is the seat's to tell): by ids, as names are private.
 *
 * @param onAnnounced called whenever what is announced of a room may have changed: who is there, lock and password.
 */
export function roomWatch(metrics: Metrics, log: Logger, onAnnounced: () => void): RoomWatch {
  return {
    opened({ id }) {
      log.info({ room: id }, 'room opened')
      onAnnounced()
    },
    closed({ id }) {
      log.info({ room: id }, 'room closed')
      onAnnounced()
    },
    happened({ id }, events) {
      if (events.some(({ type }) => isAnnounced(type))) onAnnounced()
      metrics.happened(events)
      for (const event of events) {
        if (event.type === 'peer.left')
          log.info({ room: id, peer: event.peer, reason: event.reason }, 'client left')
        if (event.type === 'peer.lost') log.info({ room: id, peer: event.peer }, 'client lost')
        if (event.type === 'peer.returned') log.info({ room: id, peer: event.peer }, 'client returned')
      }
    },
  }
}

function isAnnounced(type: RoomEvent['type']): boolean {
  return type.startsWith('peer.') || type === 'lobby.lockChanged' || type === 'lobby.passwordChanged'
}
