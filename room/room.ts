import type { PeerId } from '../protocol/ids.ts'
import type { ParamsOf } from '../protocol/wire/method.ts'
import {
  type AnyCommand,
  type Audience,
  type Context,
  type Decision,
  type Feature,
  refuse,
} from './feature.ts'
import { type CommandName, commands, features, type RoomEvent, type RoomState } from './features.ts'
import { peerOf } from './peer.ts'
import { hasRight } from './rights.ts'

const { membership, tracks, chat, hands, presence, spotlight, lobby, seats, paths } = features

export const emptyRoom: RoomState = {
  membership: membership.empty,
  tracks: tracks.empty,
  chat: chat.empty,
  hands: hands.empty,
  presence: presence.empty,
  spotlight: spotlight.empty,
  lobby: lobby.empty,
  seats: seats.empty,
  paths: paths.empty,
}

/** The reducer. Host and clients run this same function over the same events. */
export function apply(state: RoomState, event: RoomEvent): RoomState {
  return {
    membership: membership.apply(state.membership, event),
    tracks: tracks.apply(state.tracks, event),
    chat: chat.apply(state.chat, event),
    hands: hands.apply(state.hands, event),
    presence: presence.apply(state.presence, event),
    spotlight: spotlight.apply(state.spotlight, event),
    lobby: lobby.apply(state.lobby, event),
    seats: seats.apply(state.seats, event),
    paths: paths.apply(state.paths, event),
  }
}

/**
 * Decides a command that came over the wire: the sender's place in the room, the right, then the feature's own
 * rules.
 *
 * @param params what the command's schema has read.
 */
export function decide<N extends CommandName>(
  state: RoomState,
  sender: PeerId,
  name: N,
  params: ParamsOf<(typeof commands)[N]>,
  context: Context,
): Decision<Record<string, unknown>> {
  const command: AnyCommand = commands[name]
  const peer = peerOf(state, sender)
  if (peer === undefined) return refuse('not_joined')
  if (command.right !== null && !hasRight(peer.role, command.right)) return refuse('forbidden')
  return command.decide(state, sender, params, context)
}

/** The room as one person may know it: the snapshot that a newcomer gets. */
export function visibleTo(state: RoomState, viewer: PeerId): RoomState {
  return {
    ...state,
    chat: chat.visibleTo?.(state.chat, viewer, state) ?? state.chat,
    lobby: lobby.visibleTo?.(state.lobby, viewer, state) ?? lobby.empty,
    seats: seats.visibleTo?.(state.seats, viewer, state) ?? seats.empty,
  }
}

const all: readonly Pick<Feature<unknown>, 'audience' | 'besides'>[] = Object.values(features)
// Asked for each event: what has nothing to say is left out.
const audiences = all.flatMap(({ audience }) => audience ?? [])
const besides = all.flatMap((feature) => feature.besides ?? [])

/**
 * What each person is told of events: each event that every feature allows him or her to know, and what else a person may
 * know, or may know no more, because of one. What is the same for all is found out once: hundreds may be in a room.
 *
 * @param state the room after the events.
 * @returns the news for one person; the very same array where all may know all.
 */
export function newsOf(
  events: readonly RoomEvent[],
  state: RoomState,
): (viewer: PeerId) => readonly RoomEvent[] {
  const news = events.map((event) => ({
    event,
    audience: audienceOf(event, state),
    more: besides.flatMap((tell) => tell(event, state)),
  }))
  if (news.every(({ audience, more }) => audience === 'everyone' && more.length === 0)) return () => events
  return (viewer) =>
    news.flatMap(({ event, audience, more }) => [
      ...(audience === 'everyone' || audience.includes(viewer) ? [event] : []),
      ...more.flatMap(({ to, event: other }) => (to === viewer ? [other] : [])),
    ])
}

function audienceOf(event: RoomEvent, state: RoomState): Audience {
  let audience: Audience = 'everyone'
  for (const ask of audiences) {
    const named = ask(event, state)
    if (named === 'everyone') continue
    audience = audience === 'everyone' ? named : audience.filter((peer) => named.includes(peer))
  }
  return audience
}
