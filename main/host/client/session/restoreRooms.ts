import type { PeerId } from '../../../../protocol/ids.ts'
import { restarted } from '../../../../room/restart.ts'
import { apply } from '../../../../room/room.ts'
import type { RoomRegistry } from '../../../rooms/RoomRegistry.ts'
import type { Kept, KeptSession } from '../../../storage/journal/JournalStore.ts'
import type { Seat } from '../../../rooms/Seat.ts'

/**
 * Brings the rooms of an earlier process back. Who was in them keeps a place for the resume window; who has no means
 * to come back leaves at once.
 *
 * @param expect waits for a person's client.
 */
export function restoreRooms(
  kept: Kept,
  rooms: RoomRegistry,
  expect: (session: KeptSession, place: Seat) => void,
): void {
  const sessions = new Map<PeerId, KeptSession>(kept.sessions.map((session) => [session.peer, session]))
  for (const { name, state, events } of kept.rooms) {
    const restored = restarted(events.reduce(apply, state))
    const room = rooms.restore(name, restored)
    const kept = restored.seats.kept.map(({ peer }) => peer.id)
    for (const id of [...restored.membership.peers.map((peer) => peer.id), ...kept]) {
      const session = sessions.get(id)
      if (session?.room === name) expect(session, { room, peer: id })
    }
    for (const { id } of restored.membership.peers) if (!room.has(id)) room.leave(id)
    for (const id of kept) if (!room.has(id)) room.dropSeat(id)
    rooms.closeIfEmpty(room)
  }
}
