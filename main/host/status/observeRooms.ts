import type { RoomEvent } from '../../../room/features.ts'
import type { Logger } from '../../observability/createLogger.ts'
import type { Metrics } from '../../observability/Metrics.ts'
import type { RoomObserver } from '../../rooms/Room.ts'

/**
 * Counts what happens in rooms, and logs who goes (who comes is the seat's to tell), who leads, locks and removals: by ids, as
 * names are private.
 *
 * @param onAnnounced called whenever what is announced of a room may have changed: who is there, lock and password.
 */
export function observeRooms(metrics: Metrics, log: Logger, onAnnounced: () => void): RoomObserver {
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
        const line = lineOf(event)
        if (line !== null) log.info({ room: id, ...line.ids }, line.text)
      }
    },
  }
}

interface LogLine {
  readonly ids: Readonly<Record<string, unknown>>
  readonly text: string
}

/** What an operator may want to find out afterwards: who came and went, and who decided what about whom. */
function lineOf(event: RoomEvent): LogLine | null {
  switch (event.type) {
    case 'peer.left': {
      const { peer, reason, by } = event
      return { ids: { peer, reason, ...(by !== null && { by }) }, text: 'client left' }
    }
    case 'peer.lost':
      return { ids: { peer: event.peer }, text: 'client lost' }
    case 'peer.returned':
      return { ids: { peer: event.peer }, text: 'client returned' }
    case 'role.changed':
      return { ids: { peer: event.peer, role: event.role }, text: 'role changed' }
    case 'lobby.lockChanged':
      return { ids: { by: event.by }, text: event.locked ? 'room locked' : 'room unlocked' }
    case 'lobby.passwordChanged':
      return { ids: { by: event.by }, text: event.set ? 'room password set' : 'room password removed' }
    default:
      return null
  }
}

function isAnnounced(type: RoomEvent['type']): boolean {
  return type.startsWith('peer.') || type === 'lobby.lockChanged' || type === 'lobby.passwordChanged'
}
