import type { PeerId, TrackId } from '../../../../protocol/ids.ts'
import type { RoomState } from '../../../../room/features.ts'

export interface Tiles {
  /** Shares, the newest last. */
  readonly shares: readonly TrackId[]
  /** People in the order of joining, ourselves last: so nobody moves when our own picture comes. */
  readonly people: readonly PeerId[]
}

/** What stands on the stage. */
export function tileOrder(room: RoomState, self: PeerId): Tiles {
  const ids = room.membership.peers.map((peer) => peer.id)
  return {
    shares: room.tracks.tracks
      .filter(({ source, muted }) => source === 'screen' && !muted)
      .map(({ id }) => id),
    people: [...ids.filter((id) => id !== self), ...ids.filter((id) => id === self)],
  }
}
