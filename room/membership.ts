import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../protocol/ids.ts'
import { limits } from '../protocol/limits.ts'
import { type PersonName, personNameSchema } from '../protocol/names.ts'
import { type LaterRole, roleSchema } from '../protocol/roles.ts'
import { type Context, type Decision, type Feature, refuse } from './feature.ts'
import type { RoomEvent, RoomState } from './features.ts'

const peerSchema = z.object({
  id: peerIdSchema,
  name: personNameSchema,
  role: roleSchema,
  /** Milliseconds since 1970, on the host's clock. */
  joinedAt: z.number(),
})
export type Peer = z.infer<typeof peerSchema>

/** In the order of joining; the one who has been there longest comes first. */
export const membershipSchema = z.object({ peers: z.array(peerSchema) })
export type Membership = z.infer<typeof membershipSchema>

export const membershipEvents = [
  z.object({ type: z.literal('peer.joined'), peer: peerSchema }),
  z.object({
    type: z.literal('peer.left'),
    peer: peerIdSchema,
    reason: z.enum(['left', 'removed']),
    /** Who removed the person; null where nobody did. */
    by: peerIdSchema.nullable(),
  }),
  z.object({ type: z.literal('role.changed'), peer: peerIdSchema, role: roleSchema }),
] as const

export function peerOf(state: RoomState, id: PeerId): Peer | undefined {
  return state.membership.peers.find((peer) => peer.id === id)
}

/** Seats a person. Who opens a room leads it; whoever comes later gets `laterRole`. */
export function join(
  state: RoomState,
  params: { readonly peer: PeerId; readonly name: PersonName; readonly laterRole: LaterRole },
  context: Context,
): Decision {
  const { peers } = state.membership
  if (peers.length >= limits.peersPerRoom) return refuse('room_full')
  if (peerOf(state, params.peer) !== undefined) return refuse('already_joined')
  const role = peers.length === 0 ? 'host' : params.laterRole
  const peer: Peer = { id: params.peer, name: params.name, role, joinedAt: context.now }
  return { events: [{ type: 'peer.joined', peer }], result: {} }
}

/** Ends a person's presence. Where the leader goes, the next in rank who has been there longest leads on. */
export function leave(state: RoomState, id: PeerId): Decision {
  if (peerOf(state, id) === undefined) return refuse('no_such_peer')
  return { events: departure(state, id, { reason: 'left', by: null }), result: {} }
}

/** The events that follow when a person goes, for whatever reason. */
export function departure(
  state: RoomState,
  id: PeerId,
  why: { readonly reason: 'left' | 'removed'; readonly by: PeerId | null },
): RoomEvent[] {
  const events: RoomEvent[] = [{ type: 'peer.left', peer: id, ...why }]
  if (peerOf(state, id)?.role !== 'host') return events
  const others = state.membership.peers.filter((peer) => peer.id !== id)
  const heir =
    others.find((peer) => peer.role === 'cohost') ??
    others.find((peer) => peer.role === 'presenter') ??
    others[0]
  if (heir !== undefined) events.push({ type: 'role.changed', peer: heir.id, role: 'host' })
  return events
}

export const membership: Feature<Membership> = {
  empty: { peers: [] },
  apply(slice, event) {
    switch (event.type) {
      case 'peer.joined':
        return { peers: [...slice.peers, event.peer] }
      case 'peer.left':
        return { peers: slice.peers.filter((peer) => peer.id !== event.peer) }
      case 'role.changed':
        return {
          peers: slice.peers.map((peer) => (peer.id === event.peer ? { ...peer, role: event.role } : peer)),
        }
      default:
        return slice
    }
  },
}
