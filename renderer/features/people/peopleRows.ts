import type { PeerId } from '../../../protocol/ids.ts'
import type { Role } from '../../../protocol/roles.ts'
import type { RoomState } from '../../../room/features.ts'
import { tracksFrom } from '../../../room/tracks.ts'
import { type PersonAction, personActions } from './personActions.ts'

export interface PersonRow {
  readonly id: PeerId
  readonly name: string
  readonly self: boolean
  readonly role: Role
  readonly microphone: boolean
  readonly camera: boolean
  /** Place in the row of raised hands from 1; 0: the hand is down. */
  readonly hand: number
  readonly actions: readonly PersonAction[]
}

/** Everyone in the room: raised hands first, in their order, then as they came, ourselves at the head of those. */
export function peopleRows(room: RoomState, self: PeerId): PersonRow[] {
  const sends = (id: PeerId, source: 'microphone' | 'camera') =>
    tracksFrom(room, id, source).some((track) => !track.muted)
  const rows = room.membership.peers.map((peer) => ({
    id: peer.id,
    name: peer.name,
    self: peer.id === self,
    role: peer.role,
    microphone: sends(peer.id, 'microphone'),
    camera: sends(peer.id, 'camera'),
    hand: room.hands.raised.indexOf(peer.id) + 1,
    actions: personActions(room, self, peer.id),
  }))
  const raised = rows.filter((row) => row.hand > 0).sort((one, other) => one.hand - other.hand)
  const others = rows.filter((row) => row.hand === 0)
  return [...raised, ...others.filter((row) => row.self), ...others.filter((row) => !row.self)]
}
