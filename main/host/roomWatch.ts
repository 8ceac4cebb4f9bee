import type { Logger } from '../observability/createLogger.ts'
import type { Metrics } from '../observability/Metrics.ts'
import type { RoomWatch } from '../rooms/Room.ts'

/**
 * Counts what happens in rooms, and logs who goes (who comes is the seat's to tell): by ids, as names are private.
 *
 * @param onPeople called whenever somebody may have come or gone.
 */
export function roomWatch(metrics: Metrics, log: Logger, onPeople: () => void): RoomWatch {
  return {
    opened({ id }) {
      log.info({ room: id }, 'room opened')
      onPeople()
    },
    closed({ id }) {
      log.info({ room: id }, 'room closed')
      onPeople()
    },
    happened({ id }, events) {
      if (events.some(({ type }) => type.startsWith('peer.'))) onPeople()
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
