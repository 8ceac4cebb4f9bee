import type { PeerId } from '../protocol/ids.ts'
import type { ParamsOf } from '../protocol/method.ts'
import { type AnyCommand, type Audience, type Context, type Decision, refuse } from './feature.ts'
import { type CommandName, commands, features, type RoomEvent, type RoomState } from './features.ts'
import { peerOf } from './membership.ts'
import { hasRight } from './rights.ts'

const { membership, tracks, chat, hands, presence, spotlight } = features

export const emptyRoom: RoomState = {
  membership: membership.empty,
  tracks: tracks.empty,
  chat: chat.empty,
  hands: hands.empty,
  presence: presence.empty,
  spotlight: spotlight.empty,
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
  return { ...state, chat: chat.visibleTo?.(state.chat, viewer) ?? state.chat }
}

/** Who may learn of an event: those whom every feature allows. */
export function audienceOf(event: RoomEvent): Audience {
  let audience: Audience = 'everyone'
  for (const feature of Object.values(features)) {
    const named = feature.audience?.(event) ?? 'everyone'
    if (named === 'everyone') continue
    audience = audience === 'everyone' ? named : audience.filter((peer) => named.includes(peer))
  }
  return audience
}

export function isIn(audience: Audience, viewer: PeerId): boolean {
  return audience === 'everyone' || audience.includes(viewer)
}
