import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { type Decision, type Feature, refuse } from '../feature.ts'
import type { RoomEvent, RoomState } from '../features.ts'
import { peerOf } from '../peer.ts'
import { settleLead } from './settleLead.ts'

/** Who is in the room but cannot be reached just now: a link that dropped, a lid that closed. */
export const presenceSchema = z.object({ away: z.array(peerIdSchema) })
export type Presence = z.infer<typeof presenceSchema>

export const presenceEvents = [
  z.object({ type: z.literal('peer.lost'), peer: peerIdSchema }),
  z.object({ type: z.literal('peer.returned'), peer: peerIdSchema }),
] as const

/** Notes that a person's connection broke. The place in the room is kept for a while. */
export function lose(state: RoomState, peer: PeerId): Decision {
  if (peerOf(state, peer) === undefined) return refuse('no_such_peer')
  if (state.presence.away.includes(peer)) return { events: [], result: {} }
  return { events: withLead(state, { type: 'peer.lost', peer }), result: {} }
}

/** Notes that a person is back on a connection of the same session. */
export function comeBack(state: RoomState, peer: PeerId): Decision {
  if (peerOf(state, peer) === undefined) return refuse('no_such_peer')
  if (!state.presence.away.includes(peer)) return { events: [], result: {} }
  return { events: withLead(state, { type: 'peer.returned', peer }), result: {} }
}

/** What follows for the lead: an owner who comes back has it at once. */
function withLead(state: RoomState, event: RoomEvent): RoomEvent[] {
  return [event, ...settleLead({ ...state, presence: presence.apply(state.presence, event) })]
}

export const presence: Feature<Presence> = {
  empty: { away: [] },
  apply(slice, event) {
    switch (event.type) {
      case 'peer.lost':
        return { away: [...slice.away, event.peer] }
      case 'peer.returned':
      case 'peer.left':
        return { away: slice.away.filter((peer) => peer !== event.peer) }
      default:
        return slice
    }
  },
}
