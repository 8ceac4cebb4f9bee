import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import type { PersonName } from '../../protocol/names.ts'
import { type LaterRole, roleSchema } from '../../protocol/roles.ts'
import { type Context, type Decision, type Feature, refuse } from '../feature.ts'
import type { RoomEvent, RoomState } from '../features.ts'
import { type Peer, peerOf, peerSchema } from '../peer.ts'
import { presence } from './presence.ts'
import { type Lead, leadSchema, ownerLeads, settleLead, stepDown } from './settleLead.ts'
import { tellApart } from '../tellApart.ts'

export { type Peer, peerOf }

/** In the order of joining; the one who has been there longest comes first. */
export const membershipSchema = z.object({
  peers: z.array(peerSchema),
  // Rooms that an earlier version has kept are without it.
  lead: leadSchema.default(null),
})
export type Membership = z.infer<typeof membershipSchema>

export const membershipEvents = [
  z.object({ type: z.literal('peer.joined'), peer: peerSchema }),
  z.object({
    type: z.literal('peer.left'),
    peer: peerIdSchema,
    reason: z.enum(['left', 'removed']).catch('left'),
    /** Who removed the person; null where nobody did. */
    by: peerIdSchema.nullable(),
  }),
  z.object({ type: z.literal('role.changed'), peer: peerIdSchema, role: roleSchema.catch('attendee') }),
] as const

/** People in the room, and seats that are kept for those who may come back. */
export function placesTaken({ membership: { peers }, seats }: RoomState): number {
  return peers.length + seats.kept.length
}

/**
 * Seats a person. Who opens a room leads it, an owner leads whenever he or she comes, and everybody else gets `laterRole`. Of
 * several owners the first one leads; the others are cohosts.
 */
export function join(
  state: RoomState,
  params: {
    readonly peer: PeerId
    /** As the person gave it; it may get a number. */
    readonly name: PersonName
    readonly laterRole: LaterRole
    readonly owner?: boolean
  },
  context: Context,
): Decision {
  const { peers } = state.membership
  const { peer: id, laterRole, owner = false } = params
  if (placesTaken(state) >= limits.peersPerRoom + (owner ? limits.ownerPlaces : 0)) return refuse('room_full')
  if (peerOf(state, id) !== undefined) return refuse('already_joined')
  const leads = peers.length === 0 || (owner && !ownerLeads(state))
  const role = leads ? 'host' : owner ? 'cohost' : laterRole
  // Who has been here longest is asked for, also where the clock was set back.
  const joinedAt = Math.max(context.now, ...peers.map((other) => other.joinedAt + 1))
  const peer: Peer = {
    id,
    name: tellApart(state, params.name),
    role,
    joinedAt,
    ...(owner && { owner: true }),
  }
  return {
    events: [...(leads ? stepDown(state, laterRole) : []), { type: 'peer.joined', peer }],
    result: {},
  }
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
  const left: RoomEvent = { type: 'peer.left', peer: id, ...why }
  const after = {
    ...state,
    membership: membership.apply(state.membership, left),
    presence: presence.apply(state.presence, left),
  }
  return [left, ...settleLead(after)]
}

export const membership: Feature<Membership> = {
  empty: { peers: [], lead: null },
  apply(slice, event) {
    switch (event.type) {
      case 'peer.joined':
        return {
          peers: inOrder(slice.peers, event.peer),
          lead: event.peer.role === 'host' ? null : slice.lead,
        }
      case 'peer.left': {
        const gone = slice.peers.find((peer) => peer.id === event.peer)
        return {
          peers: slice.peers.filter((peer) => peer !== gone),
          lead: gone?.role === 'host' ? null : slice.lead,
        }
      }
      case 'role.changed':
        return {
          peers: slice.peers.map((peer) => (peer.id === event.peer ? { ...peer, role: event.role } : peer)),
          lead: leadAfter(slice, event),
        }
      default:
        return slice
    }
  },
}

function leadAfter(slice: Membership, event: Extract<RoomEvent, { type: 'role.changed' }>): Lead {
  const before = slice.peers.find(({ id }) => id === event.peer)
  if (event.role !== 'host') return before?.role === 'host' ? null : slice.lead
  if (before === undefined || before.owner === true || before.role === 'host') return null
  return { otherwise: before.role }
}

/** Whoever takes a seat again has the place among the others of before. */
function inOrder(peers: readonly Peer[], peer: Peer): Peer[] {
  const after = peers.findIndex(({ joinedAt }) => joinedAt > peer.joinedAt)
  return after < 0 ? [...peers, peer] : peers.toSpliced(after, 0, peer)
}
