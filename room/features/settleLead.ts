import { z } from 'zod'
import { type LaterRole, laterRoleSchema } from '../../protocol/roles.ts'
import type { RoomEvent, RoomState } from '../features.ts'
import type { Peer } from '../peer.ts'
import { tracksLostWith } from './tracks.ts'

/** How the one who leads came to it. Null for an owner, and for whoever opened the room. */
export const leadSchema = z
  .object({
    /** The role of before, to go back to when an owner comes. */
    otherwise: laterRoleSchema,
  })
  .nullable()
export type Lead = z.infer<typeof leadSchema>

/** For a leader who never had another role, where nobody says which one later ones get. */
const FALLBACK: LaterRole = 'presenter'

export function leaderOf(state: RoomState): Peer | undefined {
  return state.membership.peers.find(({ role }) => role === 'host')
}

function isPresent(state: RoomState, peer: Peer): boolean {
  return !state.presence.away.includes(peer.id)
}

/** Whether an owner leads and can be reached: then nobody else has a claim to the lead. */
export function ownerLeads(state: RoomState): boolean {
  const leader = leaderOf(state)
  return leader?.owner === true && isPresent(state, leader)
}

/** Takes the lead from whoever has it, and the shares that need it. @param laterRole of those who come later. */
export function stepDown(state: RoomState, laterRole: LaterRole = FALLBACK): RoomEvent[] {
  const leader = leaderOf(state)
  if (leader === undefined) return []
  const role = leader.owner === true ? 'cohost' : (state.membership.lead?.otherwise ?? laterRole)
  return [{ type: 'role.changed', peer: leader.id, role }, ...tracksLostWith(state, leader.id, role)]
}

/**
 * The events that put the lead where it belongs: with an owner who is present, else with whoever has it, else with the next in
 * rank who has been there longest. Whoever is away inherits only where everybody is.
 *
 * @param state the room after somebody went, was cut off or came back.
 */
export function settleLead(state: RoomState): RoomEvent[] {
  if (ownerLeads(state)) return []
  const { peers } = state.membership
  const leader = leaderOf(state)
  const present = peers.filter((peer) => isPresent(state, peer))
  const next =
    present.find(({ owner }) => owner === true) ?? leader ?? heirAmong(present.length > 0 ? present : peers)
  if (next === undefined || next === leader) return []
  return [...stepDown(state), { type: 'role.changed', peer: next.id, role: 'host' }]
}

function heirAmong(peers: readonly Peer[]): Peer | undefined {
  return (
    peers.find(({ owner }) => owner === true) ??
    peers.find(({ role }) => role === 'cohost') ??
    peers.find(({ role }) => role === 'presenter') ??
    peers[0]
  )
}
