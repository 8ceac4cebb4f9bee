import { type RoomEvent, type RoomState } from './features.ts'
import { paths } from './features/paths.ts'
import { presence } from './features/presence.ts'
import { tracks } from './features/tracks.ts'

/** What is said of media, connections, moments and those at the door: none of it is true any more once the host's process has ended. */
const passing: ReadonlySet<RoomEvent['type']> = new Set<RoomEvent['type']>([
  'track.added',
  'track.muteChanged',
  'track.removed',
  'reaction.sent',
  'peer.lost',
  'peer.returned',
  'media.heldBack',
  'media.pathLost',
  'media.pathFound',
  'lobby.knocked',
  'lobby.settled',
  'lobby.listed',
])

/** Whether an event is part of what {@link restarted} gives back: the others need not be kept. */
export function outlives(event: RoomEvent): boolean {
  return !passing.has(event.type)
}

/**
 * The room as the host finds it after its own process has ended and begun again: people, roles, chat and hands as
 * they were, lock and password too; nothing sent any more, nobody at the door, and everyone still to come back.
 */
export function restarted(state: RoomState): RoomState {
  const away = state.membership.peers.map(({ id }) => id)
  return {
    ...state,
    tracks: tracks.empty,
    paths: paths.empty,
    presence: { ...presence.empty, away },
    lobby: { ...state.lobby, waiting: [] },
  }
}
