import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { type LaterRole, laterRoleSchema } from '../../protocol/roles.ts'
import { type Decision, type Feature, refuse } from '../feature.ts'
import type { RoomEvent, RoomState } from '../features.ts'
import { departure } from './membership.ts'
import { type Peer, peerOf, peerSchema } from '../peer.ts'
import { leaderOf, ownerLeads, stepDown } from './settleLead.ts'
import { tellApart } from '../tellApart.ts'

const keptSeatSchema = z.object({
  /** As the person was; whoever only acted for another awaited host has the role of before. */
  peer: peerSchema,
  /** The role to have where somebody else leads by right; null: the one that later ones get. */
  otherwise: laterRoleSchema.nullable(),
  handRaised: z.boolean(),
})
/** The seat of somebody whose page has gone and may come back, as on a reload. */
export type KeptSeat = z.infer<typeof keptSeatSchema>

/** Seats of people who are not in the room and may take them again, in the order of their going. The host alone knows of them. */
export const seatsSchema = z.object({ kept: z.array(keptSeatSchema) })
export type Seats = z.infer<typeof seatsSchema>

export const seatEvents = [
  /** Right before a `peer.left`: that person may come back. Told to nobody. */
  z.object({ type: z.literal('seat.kept'), seat: keptSeatSchema }),
  /** The person has not come back in time. Told to nobody. */
  z.object({ type: z.literal('seat.dropped'), peer: peerIdSchema }),
] as const

function keptSeatOf(state: RoomState, id: PeerId): KeptSeat | undefined {
  return state.seats.kept.find(({ peer }) => peer.id === id)
}

/**
 * Ends a person's presence for everybody else, and keeps the seat.
 *
 * @param laterRole of a leader who never had another role.
 */
export function stepOut(state: RoomState, id: PeerId, laterRole: LaterRole): Decision {
  const peer = peerOf(state, id)
  if (peer === undefined) return refuse('no_such_peer')
  const otherwise = peer.role === 'host' ? (state.membership.lead?.otherwise ?? null) : null
  const awaited = state.seats.kept.some((seat) => seat.peer.role === 'host')
  const acts = peer.role === 'host' && peer.owner !== true && awaited
  const seat: KeptSeat = {
    peer: acts ? { ...peer, role: otherwise ?? laterRole } : peer,
    otherwise,
    handRaised: state.hands.raised.includes(id),
  }
  const left = departure(state, id, { reason: 'left', by: null })
  return { events: [{ type: 'seat.kept', seat }, ...left], result: {} }
}

/**
 * Takes a kept seat again: same person, role and hand, and the same name unless somebody else has it now. Whoever has led since then steps down for the one who led before.
 *
 * @param laterRole of a leader who never had another role.
 */
export function stepIn(state: RoomState, id: PeerId, laterRole: LaterRole): Decision {
  const seat = keptSeatOf(state, id)
  if (seat === undefined) return refuse('no_such_peer')
  const hand: RoomEvent[] = seat.handRaised ? [{ type: 'hand.raised', peer: id }] : []
  return { events: [...seated(state, seat, laterRole), ...hand], result: {} }
}

/** Keeps a seat no longer. Whoever led meanwhile leads from now on. */
export function dropSeat(state: RoomState, id: PeerId): Decision {
  if (keptSeatOf(state, id) === undefined) return refuse('no_such_peer')
  return { events: [{ type: 'seat.dropped', peer: id }], result: {} }
}

function seated(state: RoomState, { peer: before, otherwise }: KeptSeat, laterRole: LaterRole): RoomEvent[] {
  const peer = { ...before, name: tellApart(state, before.name) }
  if (peer.owner === true)
    return ownerLeads(state)
      ? [joined(peer, 'cohost')]
      : [...stepDown(state, laterRole), joined(peer, 'host')]
  const leader = leaderOf(state)
  if (leader !== undefined && peer.role !== 'host') return [joined(peer, peer.role)]
  if (leader?.owner === true) return [joined(peer, otherwise ?? laterRole)]
  // What to go back to follows from the role that the new host had.
  const earlier = peer.role === 'host' ? otherwise : peer.role
  const takesTheLead: RoomEvent[] =
    earlier === null
      ? [joined(peer, 'host')]
      : [joined(peer, earlier), { type: 'role.changed', peer: peer.id, role: 'host' }]
  return [...stepDown(state, laterRole), ...takesTheLead]
}

function joined(peer: Peer, role: Peer['role']): RoomEvent {
  return { type: 'peer.joined', peer: { ...peer, role } }
}

export const seats: Feature<Seats> = {
  empty: { kept: [] },
  apply(slice, event) {
    const without = (id: PeerId): Seats => {
      const kept = slice.kept.filter(({ peer }) => peer.id !== id)
      return kept.length === slice.kept.length ? slice : { kept }
    }
    switch (event.type) {
      case 'seat.kept':
        return { kept: [...slice.kept, event.seat] }
      case 'seat.dropped':
        return without(event.peer)
      case 'peer.joined':
        return without(event.peer.id)
      default:
        return slice
    }
  },
  audience: (event) => (event.type === 'seat.kept' || event.type === 'seat.dropped' ? [] : 'everyone'),
  visibleTo: () => seats.empty,
}
